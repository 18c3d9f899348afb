import { bodyBytes } from '../body.ts';
import { sleep as realSleep, type Sleep } from './sleep.ts';
import type { Step } from './timeline.ts';

/** One response on its way to the app. */
export interface Playback {
  /** One chunk a step. The reader pulls: nothing is made before it asks. */
  readonly body: ReadableStream<Uint8Array<ArrayBuffer>>;
  /** How many steps have been sent. */
  readonly position: number;
  /** Set once nothing more will be sent. */
  readonly ending: Ending | undefined;
  /** Lets the steps before this position out; one past the last step lets out the end as well. */
  release(position: number): void;
  /** Lets nothing more out. */
  hold(): void;
  /** Ends the stream with an error, as a lost connection does. */
  fail(error: unknown): void;
  /** Resolves when the reader has done with all steps before this position, or has come to an end. */
  read(position: number): Promise<void>;
  /** Resolves with the ending. */
  readonly ended: Promise<Ending>;
}

/** How a stream ended: played to its end, cancelled by the reader, or failed on purpose. */
export type Ending =
  | { how: 'played' }
  | { how: 'cancelled'; reason: unknown }
  | { how: 'failed'; reason: unknown };

export interface PlayOptions {
  /**
   * The request's: when it aborts, the reader gets its reason. MSW's interceptors do not see to
   * that once the response has begun.
   */
  signal?: AbortSignal | undefined;
  sleep?: Sleep | undefined;
  /** How many steps may go out before `release` is called. Default: all, and the end. */
  limit?: number | undefined;
}

/** Plays the steps into a stream. A cancelled stream stops at once. */
export function play(
  steps: readonly Step[],
  { signal, sleep = realSleep, limit = Infinity }: PlayOptions = {},
): Playback {
  const stopped = new AbortController();
  const readers = new Set<{ position: number; done: () => void }>();
  let resolveEnded!: (ending: Ending) => void;
  const ended = new Promise<Ending>((resolve) => (resolveEnded = resolve));
  let controller: ReadableStreamDefaultController<Uint8Array<ArrayBuffer>>;
  let position = 0;
  let asked = false;
  let ending: Ending | undefined;
  let opened = () => {};

  function end(how: Ending): void {
    ending = how;
    stopped.abort();
    opened();
    for (const { done } of readers) done();
    readers.clear();
    resolveEnded(how);
  }

  function send(): void {
    const step = steps[position];
    if (step) {
      position++;
      asked = false;
      controller.enqueue(bodyBytes(step.raw));
    } else {
      controller.close();
      end({ how: 'played' });
    }
  }

  async function sendLater(pauseMs: number | undefined): Promise<void> {
    if (pauseMs !== undefined) await sleep(pauseMs, stopped.signal);
    while (position >= limit && !ending) {
      // oxlint-disable-next-line no-await-in-loop -- whoever opens may close again before this runs
      await new Promise<void>((resolve) => (opened = resolve));
    }
    if (!ending) send();
  }

  function fail(how: 'cancelled' | 'failed', reason: unknown): void {
    if (ending) return;
    end({ how, reason });
    controller.error(reason);
  }

  const body = new ReadableStream<Uint8Array<ArrayBuffer>>(
    {
      start(own) {
        controller = own;
        const abort = () => fail('cancelled', signal?.reason);
        signal?.addEventListener('abort', abort, { once: true, signal: stopped.signal });
        if (signal?.aborted) abort();
      },
      pull() {
        asked = true;
        for (const reader of readers) {
          if (reader.position > position) continue;
          readers.delete(reader);
          reader.done();
        }
        const pauseMs = steps[position]?.afterMs;
        if (pauseMs === 0 && position < limit) return send();
        // The end never comes in the same breath as the last event: some clients lose the tail
        // when it does (deep-chat), so even `instant` yields to the page in between.
        return sendLater(pauseMs === 0 ? undefined : (pauseMs ?? 0));
      },
      cancel(reason) {
        if (!ending) end({ how: 'cancelled', reason });
      },
    },
    { highWaterMark: 0 },
  );

  return {
    body,
    get position() {
      return position;
    },
    get ending() {
      return ending;
    },
    ended,
    release(to) {
      limit = to;
      if (position < limit) opened();
    },
    hold() {
      limit = position;
    },
    fail: (reason) => fail('failed', reason),
    read(to) {
      if (ending || (asked && position >= to)) return Promise.resolve();
      return new Promise((done) => readers.add({ position: to, done }));
    },
  };
}
