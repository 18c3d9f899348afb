import type { WireEvent } from '../wire/event.ts';

/** Shows in the report of a test runner what a test does to its streams. */
export interface Reporter {
  /** Remembers the caller for all that follows from a call of the public API. */
  fromCallSite: <T>(body: () => T) => T;
  /** Runs something as a step of the test, which sends these events. */
  reportStep: <T>(
    title: string,
    events: readonly WireEvent[],
    body: () => Promise<T>,
  ) => Promise<T>;
}
