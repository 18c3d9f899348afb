import { bodyBytes } from '../wire/body.ts';
import type { ChunkSizes } from './chunking.ts';
import type { Step } from './timeline.ts';

/** What goes out next. */
export interface Chunk {
  bytes: Uint8Array<ArrayBuffer>;
  /** The pauses of the steps that begin in it, in milliseconds. */
  afterMs: number;
}

/** The steps of a response cut into chunks, one after another. Nothing is made before it is asked for. */
export interface Chunks {
  /** How many steps there are. */
  readonly total: number;
  /** How many steps have been sent whole. */
  readonly position: number;
  /** How many steps have been sent, or have begun to be. */
  readonly begun: number;
  /** The next chunk, no further than this position; undefined where nothing is left before it. */
  next(limit: number): Chunk | undefined;
  /** The chunk that `next` gave last has been sent. */
  sent(): void;
  /** Puts other steps in place of those from this position on: none of them may have begun. */
  replace(position: number, rest: readonly Step[]): void;
  /** How many bytes the steps before this position are; undefined where they are not all sent. */
  bytesBefore(position: number): number | undefined;
}

interface Place {
  step: number;
  /** Bytes of that step. */
  offset: number;
}

export function createChunks(given: readonly Step[], sizes: ChunkSizes): Chunks {
  let steps = given;
  const lengths = [0];
  let current: { step: number; bytes: Uint8Array<ArrayBuffer> } | undefined;
  let from: Place = { step: 0, offset: 0 };
  let to = from;
  let size = sizes();

  /** A step that is cut into many chunks is encoded once. */
  function bytesOf(step: number): Uint8Array<ArrayBuffer> {
    if (current?.step !== step) current = { step, bytes: bodyBytes(steps[step]!.raw) };
    return current.bytes;
  }

  return {
    get total() {
      return steps.length;
    },
    get position() {
      return from.step;
    },
    get begun() {
      return from.offset > 0 ? from.step + 1 : from.step;
    },
    next(limit) {
      const end = Math.min(limit, steps.length);
      if (from.step >= end) return undefined;
      const pieces: Uint8Array<ArrayBuffer>[] = [];
      let afterMs = 0;
      let length = 0;
      to = from;
      do {
        const { step, offset } = to;
        if (offset === 0) afterMs += steps[step]!.afterMs;
        const bytes = bytesOf(step);
        const piece = bytes.subarray(offset, offset + (size ?? Infinity) - length);
        pieces.push(piece);
        length += piece.length;
        const done = offset + piece.length === bytes.length;
        to = done ? { step: step + 1, offset: 0 } : { step, offset: offset + piece.length };
      } while (to.step < end && length < (size ?? 0));
      return { bytes: joined(pieces, length), afterMs };
    },
    sent() {
      for (let step = from.step; step < to.step; step++) {
        lengths.push(lengths.at(-1)! + bytesOf(step).length);
      }
      from = to;
      size = sizes();
    },
    replace(position, rest) {
      steps = [...steps.slice(0, position), ...rest];
      current = undefined;
      from = { step: Math.min(from.step, position), offset: 0 };
    },
    bytesBefore: (position) => lengths[position],
  };
}

function joined(pieces: Uint8Array<ArrayBuffer>[], length: number): Uint8Array<ArrayBuffer> {
  const [first] = pieces;
  // The reader owns what it gets, and may take its memory away: part of a step is copied.
  if (first && first.length === first.buffer.byteLength && pieces.length === 1) return first;
  const all = new Uint8Array(length);
  let at = 0;
  for (const piece of pieces) {
    all.set(piece, at);
    at += piece.length;
  }
  return all;
}
