import { useEffect, useState } from 'react';
import { Check, Copy } from 'lucide-react';

/** Time until the confirmation goes, in milliseconds. */
const SHOWN_MS = 2000;

const TEXTS = {
  idle: '',
  copied: 'Copied',
  refused: 'The browser blocked copying. Select the text and copy it yourself.',
} as const;

interface CopyButtonProps {
  /** Describes the button to those who do not see the icon. */
  label: string;
  /** Returns the text to copy, as it is when the button is pressed. */
  text: () => string;
}

/** Copies a text, and confirms it for a moment. */
export function CopyButton({ label, text }: CopyButtonProps) {
  const [state, setState] = useState<keyof typeof TEXTS>('idle');

  useEffect(() => {
    // A failure stays: it says what to do instead.
    if (state !== 'copied') return undefined;
    const timer = setTimeout(() => setState('idle'), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [state]);

  async function copy(): Promise<void> {
    try {
      await navigator.clipboard.writeText(text());
      setState('copied');
    } catch {
      setState('refused');
    }
  }

  return (
    <span className="copy">
      <button type="button" aria-label={label} title={label} onClick={() => void copy()}>
        {state === 'copied' ? <Check /> : <Copy />}
      </button>
      <output className="copy-word">{TEXTS[state]}</output>
    </span>
  );
}
