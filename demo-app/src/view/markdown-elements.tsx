import type { ReactNode } from 'react';
import { CodeBlock, languageOf } from './code-block.tsx';

const SAFE = new Set(['http:', 'https:', 'mailto:']);

/** Opens a link in a new tab, without a referrer; an unsafe one is only its text. */
export function Link({ href, children }: { href?: string | undefined; children?: ReactNode }) {
  if (href === undefined || !URL.canParse(href) || !SAFE.has(new URL(href).protocol)) {
    return <span>{children}</span>;
  }
  return (
    <a href={href} target="_blank" rel="noopener noreferrer nofollow">
      {children}
    </a>
  );
}

/** Names an image and does not load it: its address could leak the conversation. */
export function Picture({ alt }: { alt?: string | undefined }) {
  return <span className="picture">{alt || 'Image'}</span>;
}

/** Scrolls by itself, with the keyboard too, so that the page never has to. */
export function Table({ children }: { children?: ReactNode }) {
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a scroller must take the focus
    <div className="table" tabIndex={0}>
      <table>{children}</table>
    </div>
  );
}

/** A task of a list: it shows, and cannot be ticked. */
export function Task({ checked }: { checked?: boolean | undefined }) {
  return (
    <input type="checkbox" disabled checked={checked} aria-label={checked ? 'Done' : 'To do'} />
  );
}

/** Code within a block of markdown. */
export function Code({ children }: { children?: ReactNode }) {
  return <CodeBlock language={languageOf(children)}>{children}</CodeBlock>;
}
