/**
 * The time of the next frame, without asking for one: an observer of intersections is told after
 * it, and no fake clock stands in its way.
 */
export function frame(): Promise<number> {
  return new Promise((resolve) => {
    const observer = new IntersectionObserver(([entry]) => {
      observer.disconnect();
      resolve(entry!.time);
    });
    observer.observe(document.documentElement);
  });
}

/** Two frames: what stood there before them is on screen. */
export async function rendered(): Promise<void> {
  await frame();
  await frame();
}
