import type { Frame } from '@playwright/test';

/** A page whose script has not returned for this long is stuck, in milliseconds. */
const PATIENCE_MS = 5000;

/**
 * The page's answer, for which a long stream may take its time; `'stuck'` where the page answers
 * nothing any more, because its script never returns.
 */
export async function orStuck<T>(
  frame: Pick<Frame, 'evaluate'>,
  answer: Promise<T>,
): Promise<T | 'stuck'> {
  if (await endsInTime(answer)) return answer;
  if (await endsInTime(frame.evaluate(() => true))) return orStuck(frame, answer);
  answer.catch(() => {}); // it comes when the page is closed
  return 'stuck';
}

/** Is something done, well or not, within the time? */
export async function endsInTime(work: Promise<unknown>, ms = PATIENCE_MS): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<boolean>((resolve) => {
    timer = setTimeout(resolve, ms, false);
  });
  const done = work.then(
    () => true,
    () => true,
  );
  return Promise.race([done, late]).finally(() => clearTimeout(timer));
}
