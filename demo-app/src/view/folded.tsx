import { useState } from 'react';
import { LONGEST } from './blocks.ts';

/** A text, or its beginning and a button for the rest: a browser needs seconds for a megabyte. */
export function Folded({ text }: { text: string }) {
  const [open, setOpen] = useState(false);
  if (open || text.length <= LONGEST) return text;
  return (
    <>
      {text.slice(0, LONGEST)}
      <button type="button" className="show-all" onClick={() => setOpen(true)}>
        Show all {text.length.toLocaleString('en')} characters
      </button>
    </>
  );
}
