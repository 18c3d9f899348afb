import { bodyBytes } from '../body.ts';
import { sleep as realSleep, type Sleep } from './sleep.ts';
import type { Step } from './timeline.ts';

/**
 * Plays the steps into a stream, one chunk a step. The reader pulls: nothing is made before it
 * asks, and a cancelled stream stops at once.
 */
export function play(
  steps: readonly Step[],
  sleep: Sleep = realSleep,
): ReadableStream<Uint8Array<ArrayBuffer>> {
  const cancelled = new AbortController();
  let position = 0;
  return new ReadableStream(
    {
      async pull(controller) {
        const step = steps[position++];
        // The end never comes in the same breath as the last event: some clients lose the tail
        // when it does (deep-chat), so even `instant` yields to the page in between.
        if (!step || step.afterMs > 0) await sleep(step?.afterMs ?? 0, cancelled.signal);
        if (cancelled.signal.aborted) return;
        if (step) controller.enqueue(bodyBytes(step.raw));
        else controller.close();
      },
      cancel() {
        cancelled.abort();
      },
    },
    { highWaterMark: 0 },
  );
}
