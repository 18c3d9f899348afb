import type { Frame } from '@playwright/test';

/** Did the page go away while it was asked? Everything else is a bug and must be seen. */
export function isGone(cause: unknown): boolean {
  const message = cause instanceof Error ? cause.message : String(cause);
  return /closed|destroyed|detached|navigat|crash|Cannot find context/i.test(message);
}

/** Where the page of a frame that does not answer went. */
export function whyGone(frame: Frame): string {
  if (frame.page().isClosed()) return 'the page was closed';
  return frame.isDetached() ? 'the frame was removed' : `the page went to ${frame.url()}`;
}
