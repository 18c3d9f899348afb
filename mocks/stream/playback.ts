import { type Chunking, chunkSizes } from './chunking.ts';
import { type Chunks, createChunks } from './chunks.ts';
import type { DeliveredEvent, DeliveryEnd } from './delivery.ts';
import type { Pace } from './pace.ts';
import { createReadWaiters, type ReadWaiters } from './read-waiters.ts';
import { createSleep, type Sleep } from './sleep.ts';

/** One response on its way to the app. Positions count events. */
export interface Playback {
  /** The bytes, made when the reader pulls. */
  readonly body: ReadableStream<Uint8Array<ArrayBuffer>>;
  /** The number of events. */
  readonly total: number;
  /** The number of events sent whole. */
  readonly position: number;
  /** The last position it can reach: one past the last event is the end, where it has one. */
  readonly last: number;
  /** Counts the bytes of the events before this position; undefined where they are not all sent. */
  bytesBefore(position: number): number | undefined;
  /** The number of events that may go out. */
  readonly limit: number;
  /** Whether the reader waits for the next chunk. */
  readonly wantsMore: boolean;
  /** Set once the stream has ended. */
  readonly end: PlaybackEnd | undefined;
  /**
   * Allows the events before this position to go out, from now on without their pauses; one past the
   * last event allows the end as well.
   */
  release(position: number): void;
  /** Allows no further event: only the rest of one that has begun goes out, at once. */
  hold(): void;
  /** Plays other events from this position on: none of the present ones may have begun. */
  replace(position: number, rest: readonly DeliveredEvent[], end: DeliveryEnd): void;
  /** Ends the stream with an error: `failed` for a lost connection, `cancelled` for an abort by the reader. */
  stop(how: 'cancelled' | 'failed', reason: unknown): void;
  /** Resolves when the reader has read all events before this position, or the stream has ended. */
  read: (position: number) => Promise<void>;
  /** Resolves when the stream has ended. */
  readonly ended: Promise<PlaybackEnd>;
}

/** The end of a stream: played to its end, cancelled by the reader, or failed on purpose. */
export type PlaybackEnd =
  | { how: 'played' }
  | { how: 'cancelled'; reason: unknown }
  | { how: 'failed'; reason: unknown };

export interface PlayOptions {
  /** Default: `'instant'`. */
  pace?: Pace | undefined;
  /** Default: `'event'`, one chunk an event. */
  chunking?: Chunking | undefined;
  /** The state after the last event. Default: `'close'`. */
  end?: DeliveryEnd | undefined;
  /** The number of events that may go out before `release` is called. Default: all, and the end. */
  limit?: number | undefined;
  /** The request's: when it aborts, the reader gets its reason, which MSW's interceptors leave out. */
  signal?: AbortSignal | undefined;
  /** Resolves when the app has read all: a lost connection must not overtake what was sent. */
  drained?: (() => Promise<unknown>) | undefined;
  sleep?: Sleep | undefined;
}

/** The state of a playback. Only the functions below change it. */
interface Flow {
  readonly chunks: Chunks;
  readonly waiters: ReadWaiters;
  readonly sleep: Sleep;
  readonly drained: () => Promise<unknown>;
  /** Aborts when the stream ends. */
  readonly stopped: AbortController;
  /** Aborts when pauses are to be skipped from now on. */
  readonly hurried: AbortController;
  readonly resolveEnded: (end: PlaybackEnd) => void;
  controller: ReadableStreamDefaultController<Uint8Array<ArrayBuffer>>;
  limit: number;
  atEnd: DeliveryEnd;
  paced: boolean;
  wantsMore: boolean;
  ended: PlaybackEnd | undefined;
  /** Wakes the sender that waits for a release. */
  open: () => void;
}

/** Plays events into a stream. A cancelled stream stops at once. */
export function play(events: readonly DeliveredEvent[], options: PlayOptions = {}): Playback {
  let resolveEnded!: (end: PlaybackEnd) => void;
  const ended = new Promise<PlaybackEnd>((resolve) => (resolveEnded = resolve));
  const chunks = createChunks(
    events,
    chunkSizes(options.chunking ?? 'event'),
    options.pace ?? 'instant',
  );
  const flow: Flow = {
    chunks,
    waiters: createReadWaiters(),
    sleep: options.sleep ?? createSleep(),
    drained: options.drained ?? (() => Promise.resolve()),
    stopped: new AbortController(),
    hurried: new AbortController(),
    resolveEnded,
    controller: undefined!, // set when the stream starts, which is before anything else
    limit: options.limit ?? Infinity,
    atEnd: options.end ?? 'close',
    paced: chunks.hasPauses,
    wantsMore: false,
    ended: undefined,
    open: () => {},
  };
  const body = openBody(flow, options.signal);
  return {
    body,
    ended,
    get total() {
      return chunks.total;
    },
    get last() {
      return chunks.total + (flow.atEnd === 'stall' ? 0 : 1);
    },
    get limit() {
      return flow.limit;
    },
    get wantsMore() {
      return flow.wantsMore;
    },
    get position() {
      return chunks.position;
    },
    get end() {
      return flow.ended;
    },
    bytesBefore: (position) => chunks.bytesBefore(position),
    release: (position) => release(flow, position),
    hold: () => release(flow, chunks.begun),
    replace(position, rest, end) {
      flow.atEnd = end;
      chunks.replace(position, rest);
      flow.paced = chunks.hasPauses;
      flow.open();
    },
    stop: (how, reason) => stop(flow, how, reason),
    read(position) {
      const isRead = flow.wantsMore && chunks.position >= position;
      return flow.ended || isRead ? Promise.resolve() : flow.waiters.wait(position);
    },
  };
}

function openBody(
  flow: Flow,
  signal: AbortSignal | undefined,
): ReadableStream<Uint8Array<ArrayBuffer>> {
  const { chunks, stopped } = flow;
  return new ReadableStream<Uint8Array<ArrayBuffer>>(
    {
      start(controller) {
        flow.controller = controller;
        const abort = () => stop(flow, 'cancelled', signal?.reason);
        signal?.addEventListener('abort', abort, { once: true, signal: stopped.signal });
        if (signal?.aborted) abort();
      },
      pull() {
        flow.wantsMore = true;
        flow.waiters.notify(chunks.position);
        const holdsPace = flow.paced && !flow.hurried.signal.aborted;
        const pause = holdsPace ? (chunks.next(Infinity)?.afterMs ?? 0) : 0;
        const ready = chunks.position < Math.min(flow.limit, chunks.total);
        if (ready && pause === 0) return send(flow);
        return sendLater(flow, pause);
      },
      cancel(reason) {
        if (!flow.ended) finish(flow, { how: 'cancelled', reason });
      },
    },
    { highWaterMark: 0 },
  );
}

function send(flow: Flow): void {
  const chunk = flow.chunks.next(flow.limit);
  if (chunk) {
    flow.chunks.sent();
    flow.wantsMore = false;
    flow.controller.enqueue(chunk.bytes);
  } else if (flow.atEnd === 'disconnect') {
    stop(flow, 'failed', new TypeError('network error'));
  } else {
    flow.controller.close();
    finish(flow, { how: 'played' });
  }
}

async function sendLater(flow: Flow, pause: number): Promise<void> {
  const { chunks, sleep } = flow;
  if (pause > 0) await sleep(pause, flow.hurried.signal);
  // Yields to the page before the end, even when `instant`: some clients (deep-chat) lose the tail
  // where the end comes in the same task as the last event.
  else if (chunks.position === chunks.total) await sleep(0, flow.stopped.signal);
  await untilOpen(flow);
  if (flow.atEnd === 'disconnect' && chunks.position === chunks.total) await flow.drained();
  if (!flow.ended) send(flow);
}

async function untilOpen(flow: Flow): Promise<void> {
  const { chunks } = flow;
  const isStalled = flow.atEnd === 'stall' && chunks.position === chunks.total;
  if ((chunks.position < flow.limit && !isStalled) || flow.ended) return;
  await new Promise<void>((resolve) => (flow.open = resolve));
  return untilOpen(flow); // it may have been held again
}

function release(flow: Flow, position: number): void {
  flow.limit = position;
  flow.hurried.abort();
  if (flow.chunks.position < position) flow.open();
}

function stop(flow: Flow, how: 'cancelled' | 'failed', reason: unknown): void {
  if (flow.ended) return;
  finish(flow, { how, reason });
  flow.controller.error(reason);
}

function finish(flow: Flow, end: PlaybackEnd): void {
  flow.ended = end;
  flow.stopped.abort();
  flow.hurried.abort();
  flow.open();
  flow.waiters.notify(Infinity);
  flow.resolveEnded(end);
}
