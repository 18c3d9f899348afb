import { type Chunking, chunkSizes } from './chunking.ts';
import { createChunks } from './chunks.ts';
import type { DeliveryEnd } from './delivery.ts';
import { createSleep, type Sleep } from './sleep.ts';
import type { Step } from './timeline.ts';

/** One response on its way to the app. */
export interface Playback {
  /** The reader pulls: nothing is made before it asks. */
  readonly body: ReadableStream<Uint8Array<ArrayBuffer>>;
  /** How many steps there are. */
  readonly total: number;
  /** How many steps have been sent whole. */
  readonly position: number;
  /** How far it can go: one past the last step is the end, where it has one. */
  readonly last: number;
  /** How many bytes the steps before this position are; undefined where they are not all sent. */
  bytesBefore(position: number): number | undefined;
  /** How many steps may go out. */
  readonly limit: number;
  /** Is the reader waiting for the next step? */
  readonly asked: boolean;
  /** Set once nothing more will be sent. */
  readonly end: how | undefined;
  /**
   * Lets the steps before this position out, from now on without their pauses; one past the last
   * step lets out the end as well.
   */
  release(position: number): void;
  /** Lets nothing more out, but for what is left of a step that has begun: that comes at once. */
  hold(): void;
  /** Plays something else from this position on: none of these steps may have begun. */
  replace(position: number, rest: readonly Step[], end: DeliveryEnd): void;
  /** Ends the stream with an error: `failed` as a lost connection does, `cancelled` for the reader. */
  stop(how: 'cancelled' | 'failed', reason: unknown): void;
  /** Resolves when the reader has done with all steps before this position, or has come to an end. */
  read: (position: number) => Promise<void>;
  /** Resolves with the ending. */
  readonly ended: Promise<how>;
}

/** How a stream ended: played to its end, cancelled by the reader, or failed on purpose. */
export type how =
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
  /** Default: `'event'`, one chunk a step. */
  chunking?: Chunking | undefined;
  /** What comes after the last step. Default: `'close'`. */
  end?: DeliveryEnd | undefined;
  /** Resolves when the app has read all: a lost connection must not overtake what was sent. */
  drained?: (() => Promise<unknown>) | undefined;
  /** How many steps may go out before `release` is called. Default: all, and the end. */
  limit?: number | undefined;
}

/** Plays the steps into a stream. A cancelled stream stops at once. */
export function play(steps: readonly Step[], options: PlayOptions = {}): Playback {
  const { signal, sleep = createSleep(), chunking = 'event', drained } = options;
  let { limit = Infinity, end: atEnd = 'close' } = options;
  const stopped = new AbortController();
  const hurried = new AbortController();
  const readers = new Set<{ position: number; done: () => void }>();
  let resolveEnded!: (ending: how) => void;
  const ended = new Promise<how>((resolve) => (resolveEnded = resolve));
  let controller: ReadableStreamDefaultController<Uint8Array<ArrayBuffer>>;
  const chunks = createChunks(steps, chunkSizes(chunking));
  let paced = hasPause(steps);
  let asked = false;
  let ending: how | undefined;
  let opened = () => {};

  function end(how: how): void {
    ending = how;
    stopped.abort();
    hurried.abort();
    opened();
    for (const { done } of readers) done();
    readers.clear();
    resolveEnded(how);
  }

  function send(): void {
    const chunk = chunks.next(limit);
    if (chunk) {
      chunks.sent();
      asked = false;
      controller.enqueue(chunk.bytes);
    } else if (atEnd === 'disconnect') {
      stop('failed', new TypeError('network error'));
    } else {
      controller.close();
      end({ how: 'played' });
    }
  }

  async function sendLater(pauseMs: number): Promise<void> {
    if (pauseMs > 0) await sleep(pauseMs, hurried.signal);
    // The end never comes in the same breath as the last event: some clients lose the tail when it
    // does (deep-chat), so even `instant` yields to the page in between.
    else if (chunks.position === chunks.total) await sleep(0, stopped.signal);
    await opening();
    if (atEnd === 'disconnect' && chunks.position === chunks.total) await drained?.();
    if (!ending) send();
  }

  async function opening(): Promise<void> {
    const stalled = atEnd === 'stall' && chunks.position === chunks.total;
    if ((chunks.position < limit && !stalled) || ending) return;
    await new Promise<void>((resolve) => (opened = resolve));
    return opening(); // whoever opened may have closed again
  }

  function stop(how: 'cancelled' | 'failed', reason: unknown): void {
    if (ending) return;
    end({ how, reason });
    controller.error(reason);
  }

  const body = new ReadableStream<Uint8Array<ArrayBuffer>>(
    {
      start(own) {
        controller = own;
        const abort = () => stop('cancelled', signal?.reason);
        signal?.addEventListener('abort', abort, { once: true, signal: stopped.signal });
        if (signal?.aborted) abort();
      },
      pull() {
        asked = true;
        for (const reader of readers) {
          if (reader.position > chunks.position) continue;
          readers.delete(reader);
          reader.done();
        }
        const pauseMs =
          paced && !hurried.signal.aborted ? (chunks.next(Infinity)?.afterMs ?? 0) : 0;
        const ready = chunks.position < Math.min(limit, chunks.total);
        if (ready && pauseMs === 0) return send();
        return sendLater(pauseMs);
      },
      cancel(reason) {
        if (!ending) end({ how: 'cancelled', reason });
      },
    },
    { highWaterMark: 0 },
  );

  function release(to: number): void {
    limit = to;
    hurried.abort();
    if (chunks.position < limit) opened();
  }

  return {
    body,
    get total() {
      return chunks.total;
    },
    get last() {
      return chunks.total + (atEnd === 'stall' ? 0 : 1);
    },
    bytesBefore: (before) => chunks.bytesBefore(before),
    get limit() {
      return limit;
    },
    get asked() {
      return asked;
    },
    get position() {
      return chunks.position;
    },
    get end() {
      return ending;
    },
    ended,
    release,
    hold: () => release(chunks.begun),
    replace(position, rest, how) {
      atEnd = how;
      paced = hasPause(rest);
      chunks.replace(position, rest);
      opened();
    },
    stop,
    read(to) {
      if (ending || (asked && chunks.position >= to)) return Promise.resolve();
      return new Promise((done) => readers.add({ position: to, done }));
    },
  };
}

function hasPause(steps: readonly Step[]): boolean {
  return steps.some(({ afterMs }) => afterMs > 0);
}
