/**
 * Resolves with the time of the next frame. Uses an intersection observer, which a fake clock does
 * not stop and which the page does not count as work of its own.
 */
export function nextFrame(): Promise<number> {
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
