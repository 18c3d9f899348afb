/** Chromium excuses shifts for this long: https://wicg.github.io/layout-instability/#has-recent-input */
const RECENT_MS = 500;
const INPUTS = ['pointerdown', 'pointerup', 'mousedown', 'keydown'];

/**
 * Resolves with the time of the next frame. Uses an intersection observer, which a fake clock does
 * not stop and which the page does not count as work of its own.
 */
function nextFrame(): Promise<number> {
  return new Promise((resolve) => {
    const observer = new IntersectionObserver(([entry]) => {
      observer.disconnect();
      resolve(entry!.time);
    });
    observer.observe(document.documentElement);
  });
}

/** Waits for two frames: what was in the document before them is on screen. */
export async function rendered(): Promise<void> {
  await nextFrame();
  await nextFrame();
}

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
