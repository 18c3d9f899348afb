import type { Fault } from '../faults/fault.ts';
import type { Target } from '../protocols/target.ts';

/** The app has cancelled a stream, or its page went away under it. */
export interface Abort {
  /** The app: an abort signal, or `cancel()` on the body. The page: closed, or gone elsewhere. */
  by: 'app' | 'page';
  reason: string;
  /** How many events had been sent. */
  position: number;
}

/** One response on its way to the app, in the test's hand. */
export interface PlayheadStream {
  /** How many events have been sent. For a stream that goes at its own pace: as last heard. */
  readonly position: number;
  /** How many events are left. */
  readonly remaining: number;
  /**
   * Sends the next events. `step(0)` sends the head of the response alone.
   *
   * Like all that follow, it resolves when the app has read them and the page has rendered what it
   * will render from them.
   * @param count how many, default 1; never more than remain
   */
  step(count?: number): Promise<void>;
  /** Sends events until the target is reached. At once where text is looked for that has been sent. */
  until(target: Target): Promise<void>;
  /** Sends all that is left, and the end. */
  finish(): Promise<void>;
  /**
   * Lets nothing more out until the next step. Where chunks cut an event, what is left of one that
   * has begun comes at once.
   */
  hold(): Promise<void>;
  /**
   * Lets a fault strike here, default a lost connection; one of an event strikes the next event,
   * and is refused where there is none.
   * What it leaves of the stream goes on in the test's hand. The interaction is not played thereby:
   * a retry gets it.
   */
  fail(fault?: Fault): Promise<void>;
  /**
   * Resolves when the app has cancelled this stream. Rejects where it has ended otherwise, where
   * the app does not cancel within 10 s, and where cancelling cannot be seen.
   */
  readonly aborted: Promise<Abort>;
}
