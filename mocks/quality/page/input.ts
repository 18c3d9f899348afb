import { nextFrame } from './frames.ts';

/** Chromium excuses shifts for this long: https://wicg.github.io/layout-instability/#has-recent-input */
const RECENT_MS = 500;
const INPUTS = ['pointerdown', 'pointerup', 'mousedown', 'keydown'];

/** Watches input, and returns a function that waits for a frame without recent input. */
export function watchInput(): () => Promise<void> {
  let last = -Infinity;
  const options = { capture: true, passive: true };
  for (const type of INPUTS) {
    addEventListener(type, ({ timeStamp }) => void (last = timeStamp), options);
  }
  return async function inputSettled(): Promise<void> {
    if ((await nextFrame()) - last <= RECENT_MS) await inputSettled();
  };
}
