import { frame } from './frames.ts';

/** What moves within this time is the doing of an input: https://wicg.github.io/layout-instability/#has-recent-input */
const RECENT_MS = 500;
const INPUTS = ['pointerdown', 'pointerup', 'mousedown', 'keydown'];

/** Gives what waits for a frame in which the last input is not recent any more. */
export function watchInput(): () => Promise<void> {
  let last = -Infinity;
  const options = { capture: true, passive: true };
  for (const type of INPUTS) {
    addEventListener(type, ({ timeStamp }) => void (last = timeStamp), options);
  }
  return async function untouched(): Promise<void> {
    if ((await frame()) - last <= RECENT_MS) await untouched();
  };
}
