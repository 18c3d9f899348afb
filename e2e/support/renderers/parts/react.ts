import { createElement, type FunctionComponent } from 'react';
import { createRoot } from 'react-dom/client';

const SLICES = 10;
const SLICE_MS = 4;

/** Renders the component into the page. */
export function mount(component: FunctionComponent): void {
  createRoot(document.querySelector('main')!).render(createElement(component));
}

/**
 * A text that takes longer to render than React works without a break (5 ms): what is not urgent
 * is rendered in several tasks, and a look that comes too early falls in between.
 */
export function SlowText({ text }: { text: string }) {
  const size = Math.ceil(text.length / SLICES);
  const pieces = Array.from({ length: SLICES }, (_, at) => text.slice(at * size, (at + 1) * size));
  return pieces.map((piece, at) => createElement(SlowPiece, { key: at, piece }));
}

function SlowPiece({ piece }: { piece: string }) {
  const from = performance.now();
  while (performance.now() - from < SLICE_MS);
  return createElement('span', {}, piece);
}
