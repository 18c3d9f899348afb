/**
 * The longest pause, in milliseconds: 24 days. Timers fire a longer one at once:
 * https://developer.mozilla.org/docs/Web/API/Window/setTimeout#maximum_delay_value
 */
export const LONGEST_PAUSE_MS = 2 ** 31 - 1;

/** Waits; resolves early when the signal aborts. */
export type Sleep = (ms: number, signal: AbortSignal) => Promise<void>;

interface Timers {
  setTimeout(done: () => void, ms: number): unknown;
  clearTimeout(timer: never): void;
}

/** Creates a sleep with the caller's timers: a page may have a fake clock. */
export function createSleep(timers: Timers = globalThis): Sleep {
  return (ms, signal) =>
    new Promise((resolve) => {
      const timer = timers.setTimeout(done, Math.min(ms, LONGEST_PAUSE_MS));
      signal.addEventListener('abort', done);
      function done() {
        timers.clearTimeout(timer as never);
        signal.removeEventListener('abort', done);
        resolve();
      }
    });
}
