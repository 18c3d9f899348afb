import { bodyBytes } from '../body.ts';
import { sleep as realSleep, type Sleep } from './sleep.ts';
import type { Step } from './timeline.ts';

/**
 * Plays the steps into a stream, one chunk a step. The reader pulls: nothing is made before it
 * asks, and a cancelled stream stops at once.
 *
 * @param signal the request's: when it aborts, the reader gets its reason. MSW's interceptors do
 *   not see to that once the response has begun.
 */
export function play(
  steps: readonly Step[],
  signal?: AbortSignal,
  sleep: Sleep = realSleep,
): ReadableStream<Uint8Array<ArrayBuffer>> {
  const stopped = new AbortController();
  let position = 0;
  return new ReadableStream(
    {
      start(controller) {
        const abort = () => {
          if (stopped.signal.aborted) return;
          stopped.abort();
          controller.error(signal?.reason);
        };
        signal?.addEventListener('abort', abort, { once: true, signal: stopped.signal });
        if (signal?.aborted) abort();
      },
      async pull(controller) {
        const step = steps[position++];
        // The end never comes in the same breath as the last event: some clients lose the tail
        // when it does (deep-chat), so even `instant` yields to the page in between.
        if (!step || step.afterMs > 0) await sleep(step?.afterMs ?? 0, stopped.signal);
        if (stopped.signal.aborted) return;
        if (step) {
          controller.enqueue(bodyBytes(step.raw));
        } else {
          stopped.abort();
          controller.close();
        }
      },
      cancel() {
        stopped.abort();
      },
    },
    { highWaterMark: 0 },
  );
}
