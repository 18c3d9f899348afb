import type { PlayedEvent } from '../stream/delivery.ts';
import { bodyBytes, concatBytes } from '../wire/body.ts';
import type { BatchHeader, EventBatch } from './channel.ts';

export type EventFeed = ReturnType<typeof createEventFeed>;

const NEWLINE = 10;

/**
 * Gets the events of a stream: those that came with a command, all others on request.
 * @param request gets those from a position on
 */
export function createEventFeed(request: (from: number) => Promise<EventBatch>) {
  let given: EventBatch | undefined;
  return {
    give(batch: EventBatch | undefined): void {
      given = batch;
    },
    /** Gets the events from this position on, as many as come together. */
    async next(from: number): Promise<readonly PlayedEvent[]> {
      const batch = given?.from === from ? given : await request(from);
      return 'events' in batch ? batch.events : unpack(batch.packed);
    },
  };
}

/** Reads the events of a packed batch, as views of its bytes. */
async function unpack(packed: string): Promise<PlayedEvent[]> {
  const bytes = await inflate(bodyBytes({ base64: packed }));
  const body = bytes.indexOf(NEWLINE) + 1;
  const header = JSON.parse(new TextDecoder().decode(bytes.subarray(0, body))) as BatchHeader;
  let at = body;
  return header.lengths.map((length, index) => {
    const raw = bytes.subarray(at, (at += length));
    return { raw, ...header.timing[index] };
  });
}

/** Decompresses by a stream of its own: that of a `Blob` goes through the browser's process. */
async function inflate(deflated: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> {
  const stream = new DecompressionStream('deflate-raw');
  const writer = stream.writable.getWriter();
  void writer.write(deflated);
  void writer.close();
  const reader = stream.readable.getReader();
  const pieces: Uint8Array<ArrayBuffer>[] = [];
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return concatBytes(pieces);
    pieces.push(value);
  }
}
