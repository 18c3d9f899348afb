import { invalid } from '../util/check-options.ts';

/**
 * The way a response is cut into network chunks. The bytes are the same in every chunking.
 * - `'event'`: one chunk an event
 * - `'whole'`: everything that may be sent, in one chunk
 * - `bytes`: chunks of this many bytes, 1 or more; cuts fall anywhere, also inside a character
 * - `seed`: chunks of 1 to 1,024 bytes, small ones as often as large ones; equal whole numbers give
 *   equal cuts
 */
export type Chunking =
  | 'event'
  | 'whole'
  | { bytes: number; seed?: never }
  | { seed: number; bytes?: never };

/** Gives the size of each chunk in bytes, one after another; undefined: to the end of the event. */
export type ChunkSizes = () => number | undefined;

const LARGEST_LOG2 = 10;

export function chunkSizes(chunking: Chunking): ChunkSizes {
  if (chunking === 'event') return () => undefined;
  if (chunking === 'whole') return () => Infinity;
  if (chunking.bytes !== undefined) {
    const { bytes } = chunking;
    return () => bytes;
  }
  const random = createRandom(chunking.seed);
  return () => Math.floor(2 ** (random() * LARGEST_LOG2));
}

/** @throws PlayheadError `bad-option` where the value is not a chunking. */
export function checkChunking(value: unknown): void {
  if (value === 'event' || value === 'whole') return;
  if (typeof value === 'object' && value !== null) {
    const [[key, amount] = [], ...rest] = Object.entries(value) as [string, unknown][];
    const valid = Number.isSafeInteger(amount) && rest.length === 0;
    if (valid && (key === 'seed' || (key === 'bytes' && (amount as number) > 0))) return;
  }
  const expected = "'event', 'whole', { bytes: 1 } or { seed: 1 }, with whole numbers";
  throw invalid('chunking', value, expected, ['event', 'whole']);
}

/** Creates the generator mulberry32: numbers from 0 to 1, the same ones for the same seed. */
function createRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
