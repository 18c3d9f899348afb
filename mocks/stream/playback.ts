import { chunkSizes, type PlayedChunking } from './chunking.ts';
import { type Chunk, Chunks } from './chunks.ts';
import type { DeliveryEnd, PlayedEvent } from './delivery.ts';
import { abortError, connectionLost } from './network-errors.ts';
import type { Pace } from './pace.ts';
import { createSleep, type Sleep } from './sleep.ts';

/** The end of a stream: played to its end, cancelled by the reader, or failed on purpose. */
export type PlaybackEnd = { how: 'played' } | { how: 'cancelled' | 'failed'; reason: unknown };

export interface PlayOptions {
  /** Default: `'instant'`. */
  pace?: Pace | undefined;
  /** Default: `'event'`, one chunk per event. */
  chunking?: PlayedChunking | undefined;
  /** The state after the last event. Default: `'close'`. */
  end?: DeliveryEnd | undefined;
  /** The number of events that may go out before `release` is called. Default: all, and the end. */
  limit?: number | undefined;
  /** How many events there are in all, where not all are given. Default: as many as given. */
  total?: number | undefined;
  /** Gives the next events from this position on; asked ahead of need, once at a time. */
  more?: ((from: number) => Promise<readonly PlayedEvent[]>) | undefined;
  /** The request's: when it aborts, the reader gets its reason, which MSW's interceptors leave out. */
  signal?: AbortSignal | undefined;
  /** Resolves when the app has read all: a lost connection must not overtake what was sent. */
  drained?: (() => Promise<unknown>) | undefined;
  sleep?: Sleep | undefined;
}

/** One response on its way to the app. Positions count events. A cancelled stream stops at once. */
export class Playback {
  /** The bytes, made when the reader pulls. */
  readonly body: ReadableStream<Uint8Array<ArrayBuffer>>;
  /** Resolves when the stream has ended. */
  readonly ended: Promise<PlaybackEnd>;
  readonly #chunks: Chunks;
  readonly #sleep: Sleep;
  readonly #drained: () => Promise<unknown>;
  /** Aborts when the stream ends. */
  readonly #stopped = new AbortController();
  /** Aborts when pauses are to be skipped from now on. */
  readonly #hurried = new AbortController();
  /** Those who wait until the reader has read up to a position. */
  readonly #waiting = new Set<{ position: number; done: () => void }>();
  #resolveEnded!: (end: PlaybackEnd) => void;
  #controller!: ReadableStreamDefaultController<Uint8Array<ArrayBuffer>>;
  #limit: number;
  #atEnd: DeliveryEnd;
  readonly #more: PlayOptions['more'];
  /** The first of the events that were loaded last: once it is reached, the next ones are loaded. */
  #loadAt = 0;
  #loading: object | undefined;
  #wantsMore = false;
  #end: PlaybackEnd | undefined;
  /** Wakes the sender that waits for a release. */
  #open = (): void => {};

  constructor(
    events: readonly PlayedEvent[],
    {
      pace = 'instant',
      chunking = 'event',
      end = 'close',
      limit = Infinity,
      total = events.length,
      more,
      signal,
      drained = async () => {},
      sleep = createSleep(),
    }: PlayOptions = {},
  ) {
    this.#chunks = new Chunks(events, chunkSizes(chunking), pace, total);
    this.#sleep = sleep;
    this.#drained = drained;
    this.#limit = limit;
    this.#atEnd = end;
    this.#more = more;
    this.ended = new Promise((resolve) => (this.#resolveEnded = resolve));
    this.body = new ReadableStream(
      {
        start: (controller) => {
          this.#controller = controller;
          if (!signal) return;
          const abort = () => this.stop('cancelled', signal.reason);
          signal.addEventListener('abort', abort, { signal: this.#stopped.signal });
          if (signal.aborted) abort();
        },
        pull: () => this.#pull(),
        cancel: (reason) => this.#finish({ how: 'cancelled', reason }),
      },
      { highWaterMark: 0 },
    );
  }

  /** The number of events. */
  get total(): number {
    return this.#chunks.total;
  }

  /** The number of events sent whole. */
  get position(): number {
    return this.#chunks.position;
  }

  /** The last position it can reach: one past the last event is the end, where it has one. */
  get last(): number {
    return this.total + (this.#atEnd === 'stall' ? 0 : 1);
  }

  /** The number of events that may go out. */
  get limit(): number {
    return this.#limit;
  }

  /** Whether the reader waits for the next chunk. */
  get wantsMore(): boolean {
    return this.#wantsMore;
  }

  /** Set once the stream has ended. */
  get end(): PlaybackEnd | undefined {
    return this.#end;
  }

  /** Counts the bytes of the events before this position; undefined where they are not all sent. */
  bytesBefore(position: number): number | undefined {
    return this.#chunks.bytesBefore(position);
  }

  /**
   * Allows the events before this position to go out, from now on without their pauses; one past the
   * last event allows the end as well.
   */
  release(position: number): void {
    this.#limit = position;
    this.#hurried.abort();
    this.#open();
  }

  /** Allows no further event: only the rest of one that has begun goes out, at once. */
  hold(): void {
    this.release(this.#chunks.begun);
  }

  /**
   * Plays other events from this position on: none of the present ones may have begun.
   * @param total how many there are, where not all are given; default: as many as given
   */
  replace(
    position: number,
    rest: readonly PlayedEvent[],
    end: DeliveryEnd,
    total: number = rest.length,
  ): void {
    this.#atEnd = end;
    this.#chunks.replace(position, rest, total);
    this.#loading = undefined; // what is on its way follows the events before
    this.#open();
  }

  /** Ends the stream with an error: `failed` for a lost connection, `cancelled` for an abort by the reader. */
  stop(how: 'cancelled' | 'failed', reason: unknown): void {
    if (this.#end) return;
    this.#finish({ how, reason });
    this.#controller.error(how === 'cancelled' ? abortError(reason) : reason);
  }

  /** Resolves when the reader has read all events before this position, or the stream has ended. */
  whenRead(position: number): Promise<void> {
    if (this.#end || (this.#wantsMore && this.position >= position)) return Promise.resolve();
    return new Promise((done) => this.#waiting.add({ position, done }));
  }

  #notify(position: number): void {
    for (const waiter of this.#waiting) {
      if (waiter.position > position) continue;
      this.#waiting.delete(waiter);
      waiter.done();
    }
  }

  #pull(): Promise<void> | void {
    this.#wantsMore = true;
    this.#notify(this.position);
    if (this.position >= this.#loadAt) void this.#load(); // ahead of need
    const chunk = this.#chunks.next(this.#limit);
    return chunk && this.#pauseBefore(chunk) === 0 ? this.#send(chunk) : this.#sendLater();
  }

  #send(chunk: Chunk): void {
    this.#chunks.sent();
    this.#wantsMore = false;
    this.#controller.enqueue(chunk.bytes);
  }

  #sendEnd(): void {
    if (this.#atEnd === 'disconnect') {
      this.stop('failed', connectionLost());
    } else {
      this.#controller.close();
      this.#finish({ how: 'played' });
    }
  }

  async #sendLater(): Promise<void> {
    // Yields to the page before the end, even when `instant`: some clients (deep-chat) lose the tail
    // where the end comes in the same task as the last event.
    if (this.position === this.total) await this.#sleep(0, this.#stopped.signal);
    let chunk = await this.#whenOpen();
    const pause = chunk && this.#pauseBefore(chunk);
    if (pause) {
      await this.#sleep(pause, this.#hurried.signal);
      chunk = await this.#whenOpen(); // held or replaced in the meantime, it is another one
    }
    if (this.#atEnd === 'disconnect' && !chunk) await this.#drained();
    if (this.#end) return;
    if (chunk) this.#send(chunk);
    else this.#sendEnd();
  }

  #pauseBefore({ afterMs }: Chunk): number {
    return this.#hurried.signal.aborted ? 0 : afterMs;
  }

  /** Waits for the next chunk, or with undefined for the end. */
  async #whenOpen(): Promise<Chunk | undefined> {
    if (this.#end) return undefined;
    const chunk = this.#chunks.next(this.#limit);
    const atEnd = this.position === this.total && this.#limit > this.total;
    if (chunk || (atEnd && this.#atEnd !== 'stall')) return chunk;
    void this.#load();
    await new Promise<void>((resolve) => (this.#open = resolve));
    return this.#whenOpen(); // it may have been held again
  }

  /** Loads the next events that may go out. */
  async #load(): Promise<void> {
    const { loaded, total } = this.#chunks;
    const hasAll = loaded >= Math.min(this.#limit, total);
    if (hasAll || this.#loading || !this.#more) return;
    const loading = (this.#loading = {});
    try {
      const events = await this.#more(loaded);
      if (this.#loading !== loading) return; // replaced in the meantime
      this.#chunks.append(events);
      this.#loadAt = loaded;
      this.#loading = undefined;
      this.#open();
    } catch (error) {
      this.stop('failed', error);
    }
  }

  #finish(end: PlaybackEnd): void {
    this.#end = end;
    this.#stopped.abort();
    this.#hurried.abort();
    this.#open();
    this.#notify(Infinity);
    this.#resolveEnded(end);
  }
}
