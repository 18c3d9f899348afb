import { bodyBytes } from '../wire/body.ts';
import type { ChunkSizes } from './chunking.ts';
import type { DeliveredEvent } from './delivery.ts';
import { type Pace, pauseMs } from './pace.ts';

/** Bytes that go out together. */
interface Chunk {
  bytes: Uint8Array<ArrayBuffer>;
  /** The pauses of the events that begin in it, in milliseconds. */
  afterMs: number;
}

export type Chunks = ReturnType<typeof createChunks>;

interface Place {
  event: number;
  /** Offset in the bytes of that event. */
  offset: number;
}

/** Cuts the events of a response into chunks, on demand. */
export function createChunks(given: readonly DeliveredEvent[], sizes: ChunkSizes, pace: Pace) {
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
    /** The number of events. */
    get total() {
      return events.length;
    },
    /** The number of events sent whole. */
    get position() {
      return from.event;
    },
    /** The number of events sent, wholly or in part. */
    get begun() {
      return from.offset > 0 ? from.event + 1 : from.event;
    },
    /** Whether any event waits before it goes out. */
    get hasPauses() {
      return events.some((event) => pauseBefore(event) > 0);
    },
    /** Makes the next chunk, no further than this position; undefined where nothing is left before it. */
    next(limit: number): Chunk | undefined {
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
    /** Marks the last chunk that `next` returned as sent. */
    sent(): void {
      for (let event = from.event; event < to.event; event++) {
        lengths.push(lengths.at(-1)! + bytesOf(event).length);
      }
      from = to;
      size = sizes();
    },
    /** Replaces the events from this position on, none of them begun, by others without a pace. */
    replace(position: number, rest: readonly DeliveredEvent[]): void {
      events = [...events.slice(0, position), ...rest];
      pause = 0;
      current = undefined;
      from = { event: Math.min(from.event, position), offset: 0 };
    },
    /** Counts the bytes of the events before this position; undefined where they are not all sent. */
    bytesBefore: (position: number): number | undefined => lengths[position],
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
