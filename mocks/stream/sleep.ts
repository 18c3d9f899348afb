/**
 * The longest pause, in milliseconds: 24 days. Timers run at once what is longer:
 * https://developer.mozilla.org/docs/Web/API/Window/setTimeout#maximum_delay_value
 */
export const LONGEST_PAUSE_MS = 2 ** 31 - 1;

/** Waits; resolves early when the signal aborts. */
export type Sleep = (ms: number, signal: AbortSignal) => Promise<void>;

interface Timers {
  setTimeout(done: () => void, ms: number): unknown;
  clearTimeout(timer: never): void;
}

/** The only place in the library that waits for a clock; which one, the caller may say. */
export function createSleep(timers: Timers = globalThis): Sleep {
  return (ms, signal) =>
    new Promise((resolve) => {
      const timer = timers.setTimeout(done, Math.min(ms, LONGEST_PAUSE_MS));
      signal.addEventListener('abort', done, { once: true });
      function done() {
        timers.clearTimeout(timer as never);
        signal.removeEventListener('abort', done);
        resolve();
      }
    });
}
