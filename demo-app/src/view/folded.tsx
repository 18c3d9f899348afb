import { type MouseEvent, useState } from 'react';
import { LONGEST } from './blocks.ts';

/** A text, or its beginning and a button for the rest: a browser needs seconds for a megabyte. */
export function Folded({ text }: { text: string }) {
  const [open, setOpen] = useState(false);
  if (open || text.length <= LONGEST) return text;
  function show({ currentTarget }: MouseEvent<HTMLElement>): void {
    // The button goes away, and the focus must not go with it.
    currentTarget.closest<HTMLElement>('[tabindex]')?.focus({ preventScroll: true });
    setOpen(true);
  }
  return (
    <>
      {text.slice(0, LONGEST)}
      <button type="button" className="show-all" onClick={show}>
        Show all {text.length.toLocaleString('en')} characters
      </button>
    </>
  );
}
