import type { Reporter } from '../playhead/reporter.ts';
import type { CreateSupply } from '../playhead/stream/stream-mirror.ts';
import { PlayheadError } from '../util/error.ts';

/** Runs the verbs without a report: an error names what was done, and its stack leads to the test. */
export const noReport: Reporter = {
  fromCallSite,
  reportStep: (_title, _events, body) => body(),
};

/** Takes the stack at once: after an await, none leads to the test any more. */
function fromCallSite<T>(body: () => T): T {
  const { stack = '' } = new Error('for its stack');
  const result = body();
  if (!(result instanceof Promise)) return result;
  return result.catch((error: unknown) => {
    if (!(error instanceof PlayheadError)) throw error;
    const copy = new PlayheadError(error.code, error.message, error); // several verbs may throw this one
    copy.stack = [String(error), ...stack.split('\n').slice(1)].join('\n');
    throw copy;
  }) as T;
}

/** Gives a player in the same process its events: whenever it needs some, all that are left. */
export const supplyDirectly: CreateSupply = (current) => ({
  upTo: () => ({}),
  next: (from) => ({ from, events: current().delivery.events.slice(from) }),
  responseFrom(from) {
    const { head, end, events } = current().delivery;
    return { head, end, total: events.length - from };
  },
});
