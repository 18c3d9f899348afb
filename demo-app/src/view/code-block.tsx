import { isValidElement, type ReactNode, useRef } from 'react';
import { CopyButton } from './copy-button.tsx';
import { Folded } from './folded.tsx';

interface CodeBlockProps {
  language: string;
  /** The code, where it is known. */
  text?: string;
  /** The element that holds the code, where it is not. */
  children?: ReactNode;
}

/** Code with its language and a button to copy it. It scrolls by itself, by key as well. */
export function CodeBlock({ language, text, children }: CodeBlockProps) {
  const pre = useRef<HTMLPreElement>(null);
  return (
    <div className="code">
      {/* The style sheet shows the language: it is no part of the answer's text. */}
      <div className="code-head" data-language={language || 'code'}>
        <CopyButton label="Copy code" text={() => text ?? pre.current?.textContent ?? ''} />
      </div>
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
    </div>
  );
}

/** Returns the language that the markdown renderer gives to an element of code. */
export function languageOf(children: ReactNode): string {
  if (!isValidElement<{ className?: string }>(children)) return '';
  return /\blanguage-(\S+)/.exec(children.props.className ?? '')?.[1] ?? '';
}
