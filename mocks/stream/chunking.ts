import { invalid } from '../util/check-options.ts';

/**
 * The way a response is cut into network chunks. The bytes are the same in every chunking.
 * - `'event'`: one chunk per event
 * - `'whole'`: everything that may be sent, in one chunk
 * - `'recorded'`: as they came, for cassettes that Playhead has recorded: others do not have the sizes
 * - `bytes`: chunks of this many bytes, 1 or more; cuts fall anywhere, also inside a character
 * - `seed`: chunks of 1 to 1,023 bytes, log-uniform: each power of two is equally likely. Equal whole
 *   numbers give equal cuts
 */
export type Chunking =
  | 'event'
  | 'whole'
  | 'recorded'
  | { bytes: number; seed?: never }
  | { seed: number; bytes?: never };

/** A chunking as a stream is played in: the sizes that were recorded are at hand, in bytes. */
export type PlayedChunking = Exclude<Chunking, 'recorded'> | { sizes: readonly number[] };

/** Gives the size of each chunk in bytes, one after another; undefined: to the end of the event. */
export type ChunkSizes = () => number | undefined;

const NAMES = ['event', 'whole', 'recorded'];
const LARGEST_LOG2 = 10;

export function chunkSizes(chunking: PlayedChunking): ChunkSizes {
  if (chunking === 'event') return () => undefined;
  if (chunking === 'whole') return () => Infinity;
  if ('sizes' in chunking) {
    const left = chunking.sizes.values();
    return () => left.next().value;
  }
  if (chunking.bytes !== undefined) {
    const { bytes } = chunking;
    return () => bytes;
  }
  const random = createRandom(chunking.seed);
  return () => Math.floor(2 ** (random() * LARGEST_LOG2));
}

/** @throws PlayheadError `bad-option` where the value is not a chunking. */
export function checkChunking(value: unknown): void {
  if (NAMES.includes(value as string)) return;
  if (typeof value === 'object' && value !== null) {
    const [[key, amount] = [], ...rest] = Object.entries(value) as [string, unknown][];
    const valid = Number.isSafeInteger(amount) && rest.length === 0;
    if (valid && (key === 'seed' || (key === 'bytes' && (amount as number) > 0))) return;
  }
  const expected = "'event', 'whole', 'recorded', { bytes: 1 } or { seed: 1 }, with whole numbers";
  throw invalid('chunking', value, expected, NAMES);
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
