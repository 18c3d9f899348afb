import { type ReactNode, useRef } from 'react';
import { CopyButton } from './copy-button.tsx';
import { Folded } from './folded.tsx';

interface CodeBlockProps {
  /** The code where it is known, */
  text?: string;
  /** or the element that holds it. */
  children?: ReactNode;
}

/** Scrolls by itself, with the keyboard too, so that the page never has to. */
export function CodeBlock({ text, children }: CodeBlockProps) {
  const pre = useRef<HTMLPreElement>(null);
  return (
    <div className="code">
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a scroller must take the focus */}
      <pre ref={pre} tabIndex={0}>
        {text === undefined ? (
          children
        ) : (
          <code>
            <Folded text={text} />
          </code>
        )}
      </pre>
      <CopyButton label="Copy code" text={() => text ?? pre.current?.textContent ?? ''} />
    </div>
  );
}
