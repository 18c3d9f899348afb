import { useEffect, useState } from 'react';
import { Check, Copy } from 'lucide-react';

/** How long a word on what came of it stays, in milliseconds. */
const SHOWN_MS = 2000;

const WORDS = {
  idle: '',
  copied: 'Copied',
  refused: 'The browser does not allow to copy. Select the text and copy it by hand.',
} as const;

interface CopyButtonProps {
  /** What the button does, for those who do not see the icon. */
  label: string;
  /** What is to be copied, as it is when the button is pressed. */
  text: () => string;
}

/** Copies a text, and says for a moment what came of it. */
export function CopyButton({ label, text }: CopyButtonProps) {
  const [state, setState] = useState<keyof typeof WORDS>('idle');

  useEffect(() => {
    // A refusal stays: it tells what to do instead.
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
      <output className="copy-word">{WORDS[state]}</output>
    </span>
  );
}
