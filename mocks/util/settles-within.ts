import { timers } from './timers.ts';

/** The default limit, in milliseconds. */
const LIMIT_MS = 5000;

/** Waits until a promise has resolved or rejected; false where it takes longer. */
export async function settlesWithin(work: Promise<unknown>, ms = LIMIT_MS): Promise<boolean> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<boolean>((resolve) => {
    timer = timers.setTimeout(resolve, ms, false);
  });
  const done = work.then(
    () => true,
    () => true,
  );
  return Promise.race([done, late]).finally(() => timers.clearTimeout(timer));
}
