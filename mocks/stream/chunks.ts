import { bodyBytes, concatBytes } from '../wire/body.ts';
import type { ChunkSizes } from './chunking.ts';
import type { PlayedEvent } from './delivery.ts';
import { type Pace, pauseMs } from './pace.ts';

/** Bytes that go out together. */
export interface Chunk {
  bytes: Uint8Array<ArrayBuffer>;
  /** The pauses of the events that begin in it, in milliseconds. */
  afterMs: number;
}

/** Cuts the events of a response into chunks, on demand. */
export class Chunks {
  readonly #sizes: ChunkSizes;
  #events: PlayedEvent[];
  #total: number;
  #pause: number;
  #size: number | undefined;
  /** The event that the next chunk begins in, and how many of its bytes have been sent. */
  #event = 0;
  #offset = 0;
  /** Where the chunk ends that was made last. */
  #endEvent = 0;
  #endOffset = 0;
  readonly #lengths = [0];
  /** The event that was encoded last: once, however many chunks it is cut into. */
  #current: { event: number; bytes: Uint8Array<ArrayBuffer> } | undefined;

  /**
   * @param events the first ones, or all
   * @param total how many there are in all
   */
  constructor(
    events: readonly PlayedEvent[],
    sizes: ChunkSizes,
    pace: Pace,
    total: number = events.length,
  ) {
    this.#events = [...events];
    this.#total = total;
    this.#pause = pauseMs(pace, total);
    this.#sizes = sizes;
    this.#size = sizes();
  }

  /** The number of events. */
  get total(): number {
    return this.#total;
  }

  /** The number of events at hand. */
  get loaded(): number {
    return this.#events.length;
  }

  /** The number of events sent whole. */
  get position(): number {
    return this.#event;
  }

  /** The number of events sent, wholly or in part. */
  get begun(): number {
    return this.#offset > 0 ? this.#event + 1 : this.#event;
  }

  /**
   * Makes the next chunk, no further than this position; undefined where nothing is left before it,
   * or where an event of the chunk is not at hand.
   */
  next(limit: number): Chunk | undefined {
    const end = Math.min(limit, this.#total);
    if (this.#event >= end || this.#event >= this.loaded) return undefined;
    return this.#size === undefined ? this.#wholeEvent() : this.#join(this.#size, end);
  }

  #wholeEvent(): Chunk {
    const event = this.#event;
    this.#endEvent = event + 1;
    return { bytes: owned(this.#bytesOf(event)), afterMs: this.#pauseBefore(event) };
  }

  /** Joins so many bytes of the events before a position. */
  #join(size: number, end: number): Chunk | undefined {
    const pieces: Uint8Array<ArrayBuffer>[] = [];
    let afterMs = 0;
    let length = 0;
    let event = this.#event;
    let offset = this.#offset;
    do {
      if (event === this.loaded) return undefined;
      if (offset === 0) afterMs += this.#pauseBefore(event);
      const bytes = this.#bytesOf(event);
      const piece = bytes.subarray(offset, offset + size - length);
      pieces.push(piece);
      length += piece.length;
      offset += piece.length;
      if (offset === bytes.length) [event, offset] = [event + 1, 0];
    } while (event < end && length < size);
    [this.#endEvent, this.#endOffset] = [event, offset];
    return { bytes: concatBytes(pieces), afterMs };
  }

  /** Marks the last chunk that `next` returned as sent. */
  sent(): void {
    for (let event = this.#event; event < this.#endEvent; event++) {
      this.#lengths.push(this.#lengths.at(-1)! + this.#bytesOf(event).length);
    }
    this.#event = this.#endEvent;
    this.#offset = this.#endOffset;
    this.#size = this.#sizes();
  }

  /** Adds events that were not given at first. */
  append(events: readonly PlayedEvent[]): void {
    for (const event of events) this.#events.push(event);
  }

  /** Replaces the events from this position on, none of them begun, by others without a pace. */
  replace(position: number, rest: readonly PlayedEvent[], restTotal = rest.length): void {
    this.#events = [...this.#events.slice(0, position), ...rest];
    this.#total = position + restTotal;
    this.#pause = 0;
    this.#current = undefined;
    this.#offset = 0;
  }

  /** Counts the bytes of the events before this position; undefined where they are not all sent. */
  bytesBefore(position: number): number | undefined {
    return this.#lengths[position];
  }

  #pauseBefore(event: number): number {
    const { afterMs = 0, atOnce } = this.#events[event]!;
    return afterMs + (atOnce ? 0 : this.#pause);
  }

  #bytesOf(event: number): Uint8Array<ArrayBuffer> {
    if (this.#current?.event !== event) {
      const { raw } = this.#events[event]!;
      const bytes = raw instanceof Uint8Array ? raw : bodyBytes(raw);
      this.#current = { event, bytes };
    }
    return this.#current.bytes;
  }
}

/** Copies a part of a memory: the reader owns its chunks, and may transfer their memory away. */
function owned(bytes: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  return bytes.length === bytes.buffer.byteLength ? bytes : bytes.slice();
}
