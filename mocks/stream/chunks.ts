import { bodyBytes } from '../wire/body.ts';
import type { ChunkSizes } from './chunking.ts';
import type { DeliveredEvent } from './delivery.ts';
import { type Pace, pauseMs } from './pace.ts';

/** Bytes that go out together. */
export interface Chunk {
  bytes: Uint8Array<ArrayBuffer>;
  /** The pauses of the events that begin in it, in milliseconds. */
  afterMs: number;
}

/** The events of a response, cut into chunks on demand. */
export interface Chunks {
  /** The number of events. */
  readonly total: number;
  /** The number of events sent whole. */
  readonly position: number;
  /** The number of events sent, wholly or in part. */
  readonly begun: number;
  /** Whether any event waits before it goes out. */
  readonly hasPauses: boolean;
  /** Makes the next chunk, no further than this position; undefined where nothing is left before it. */
  next(limit: number): Chunk | undefined;
  /** Marks the last chunk that `next` returned as sent. */
  sent(): void;
  /** Replaces the events from this position on, none of them begun, by others without a pace. */
  replace(position: number, rest: readonly DeliveredEvent[]): void;
  /** Counts the bytes of the events before this position; undefined where they are not all sent. */
  bytesBefore(position: number): number | undefined;
}

interface Place {
  event: number;
  /** Offset in the bytes of that event. */
  offset: number;
}

export function createChunks(
  given: readonly DeliveredEvent[],
  sizes: ChunkSizes,
  pace: Pace,
): Chunks {
  let events = given;
  let pause = pauseMs(pace, given.length);
  const lengths = [0];
  let current: { event: number; bytes: Uint8Array<ArrayBuffer> } | undefined;
  let from: Place = { event: 0, offset: 0 };
  let to = from;
  let size = sizes();

  /** Encodes each event once, however many chunks it is cut into. */
  function bytesOf(event: number): Uint8Array<ArrayBuffer> {
    if (current?.event !== event) current = { event, bytes: bodyBytes(events[event]!.raw) };
    return current.bytes;
  }

  function pauseBefore({ afterMs = 0, atOnce }: DeliveredEvent): number {
    return afterMs + (atOnce ? 0 : pause);
  }

  return {
    get total() {
      return events.length;
    },
    get position() {
      return from.event;
    },
    get begun() {
      return from.offset > 0 ? from.event + 1 : from.event;
    },
    get hasPauses() {
      return events.some((event) => pauseBefore(event) > 0);
    },
    next(limit) {
      const end = Math.min(limit, events.length);
      if (from.event >= end) return undefined;
      const pieces: Uint8Array<ArrayBuffer>[] = [];
      let afterMs = 0;
      let length = 0;
      to = from;
      do {
        const { event, offset } = to;
        if (offset === 0) afterMs += pauseBefore(events[event]!);
        const bytes = bytesOf(event);
        const piece = bytes.subarray(offset, offset + (size ?? Infinity) - length);
        pieces.push(piece);
        length += piece.length;
        const done = offset + piece.length === bytes.length;
        to = done ? { event: event + 1, offset: 0 } : { event, offset: offset + piece.length };
      } while (to.event < end && length < (size ?? 0));
      return { bytes: joined(pieces, length), afterMs };
    },
    sent() {
      for (let event = from.event; event < to.event; event++) {
        lengths.push(lengths.at(-1)! + bytesOf(event).length);
      }
      from = to;
      size = sizes();
    },
    replace(position, rest) {
      events = [...events.slice(0, position), ...rest];
      pause = 0;
      current = undefined;
      from = { event: Math.min(from.event, position), offset: 0 };
    },
    bytesBefore: (position) => lengths[position],
  };
}

function joined(pieces: Uint8Array<ArrayBuffer>[], length: number): Uint8Array<ArrayBuffer> {
  const [first] = pieces;
  // Copies a part of an event: the reader owns its chunks, and may transfer their memory away.
  if (first && first.length === first.buffer.byteLength && pieces.length === 1) return first;
  const all = new Uint8Array(length);
  let at = 0;
  for (const piece of pieces) {
    all.set(piece, at);
    at += piece.length;
  }
  return all;
}
