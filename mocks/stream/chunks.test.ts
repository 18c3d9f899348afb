import { createParser } from 'eventsource-parser';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { bodyBytes, bodyText } from '../wire/body.ts';
import { recorded } from '../test/samples.ts';
import { eventsOf } from '../cassette/events.ts';
import { type PlayedChunking, chunkSizes } from './chunking.ts';
import { Chunks } from './chunks.ts';
import { Playback } from './playback.ts';

const paused = (...raws: string[]) => raws.map((raw) => ({ raw, afterMs: 10 }));

/** Cuts all events into chunks. */
function cut(raws: string[], chunking: PlayedChunking): { text: string; afterMs: number }[] {
  const chunks = new Chunks(paused(...raws), chunkSizes(chunking), 'instant');
  const all = [];
  for (let chunk = chunks.next(Infinity); chunk; chunk = chunks.next(Infinity)) {
    all.push({ text: new TextDecoder().decode(chunk.bytes), afterMs: chunk.afterMs });
    chunks.sent();
  }
  return all;
}
const texts = (raws: string[], chunking: PlayedChunking) =>
  cut(raws, chunking).map(({ text }) => text);

const RAWS = ['data: 1\n\n', 'data: 22\n\n', 'data: 333\n\n'];

const chunkings = fc.oneof(
  fc.constantFrom<PlayedChunking>('event', 'whole'),
  fc.record({ bytes: fc.integer({ min: 1, max: 2000 }) }),
  fc.record({ seed: fc.integer() }),
);

async function readAll(body: ReadableStream<Uint8Array>): Promise<Uint8Array[]> {
  const read = [];
  for await (const chunk of body) read.push(chunk);
  return read;
}

/** Reads the data of all events with an independent parser. */
async function parsed(body: ReadableStream<Uint8Array>): Promise<string[]> {
  const datas: string[] = [];
  const parser = createParser({ onEvent: ({ data }) => void datas.push(data) });
  const decoder = new TextDecoder();
  for await (const chunk of body) parser.feed(decoder.decode(chunk, { stream: true }));
  return datas;
}

describe('Chunks', () => {
  test('copies bytes that are a view of a larger buffer', () => {
    const raw = new TextEncoder().encode(RAWS.join('')).subarray(0, 9);
    const { bytes } = new Chunks([{ raw }], chunkSizes('event'), 'instant').next(1)!;
    expect(new TextDecoder().decode(bytes)).toBe(RAWS[0]);
    expect(bytes.buffer.byteLength).toBe(9);
  });

  test('makes one chunk per event', () => {
    expect(texts(RAWS, 'event')).toEqual(RAWS);
  });

  test('makes one chunk of everything', () => {
    expect(texts(RAWS, 'whole')).toEqual([RAWS.join('')]);
  });

  test('makes chunks of so many bytes, across events, and one of the rest', () => {
    expect(texts(RAWS, { bytes: 12 })).toEqual(['data: 1\n\ndat', 'a: 22\n\ndata:', ' 333\n\n']);
  });

  test('cuts inside a character', () => {
    const [one, other] = cut(['é'], { bytes: 1 });
    expect([one?.text, other?.text]).toEqual(['\uFFFD', '\uFFFD']);
  });

  test('encodes an event once, however many chunks it is cut into', () => {
    let reads = 0;
    const event = {
      get raw() {
        reads++;
        return 'x'.repeat(100);
      },
    };
    const chunks = new Chunks([event], chunkSizes({ bytes: 1 }), 'instant');
    while (chunks.next(Infinity)) chunks.sent();
    expect(reads).toBe(1);
  });

  test('cuts alike for the same seed, otherwise for another one', () => {
    const long = ['x'.repeat(5000)];
    expect(texts(long, { seed: 1 })).toEqual(texts(long, { seed: 1 }));
    expect(texts(long, { seed: 1 })).not.toEqual(texts(long, { seed: 2 }));
    const sizes = texts(['x'.repeat(50_000)], { seed: 1 }).map(({ length }) => length);
    expect(Math.min(...sizes)).toBeLessThan(4);
    expect(Math.max(...sizes)).toBeGreaterThan(256);
  });

  test('adds up the pauses of the events that begin in a chunk', () => {
    const pauses = (chunking: PlayedChunking) => cut(RAWS, chunking).map(({ afterMs }) => afterMs);
    expect(pauses('event')).toEqual([10, 10, 10]);
    expect(pauses('whole')).toEqual([30]);
    expect(pauses({ bytes: 5 })).toEqual([10, 10, 0, 10, 0, 0]);
  });

  test('adds the pause of an event to the pace, or skips the pace', () => {
    const [first, second, third] = RAWS.map((raw) => ({ raw }));
    const delivered = [first!, { ...second!, afterMs: 500 }, { ...third!, atOnce: true as const }];
    const chunks = new Chunks(delivered, chunkSizes('event'), { totalMs: 300 });
    const pauses = delivered.map(() => {
      const { afterMs } = chunks.next(Infinity)!;
      chunks.sent();
      return afterMs;
    });
    expect(pauses).toEqual([100, 600, 0]);
  });

  test('cuts at the limit, before the first byte of the next event', () => {
    const chunks = new Chunks(paused(...RAWS), chunkSizes('whole'), 'instant');
    const next = (limit: number) => {
      const chunk = chunks.next(limit);
      if (chunk) chunks.sent();
      return chunk && new TextDecoder().decode(chunk.bytes);
    };
    expect(next(0)).toBeUndefined();
    expect(next(1)).toBe(RAWS[0]);
    expect(next(1)).toBeUndefined();
    expect(chunks.position).toBe(1);
    expect(next(9)).toBe(RAWS[1]! + RAWS[2]!);
    expect(chunks.bytesBefore(1)).toBe(RAWS[0]!.length);
    expect(chunks.bytesBefore(3)).toBe(RAWS.join('').length);
  });

  test('sends what replaces an event that waits for its pause', () => {
    const chunks = new Chunks(paused('old', 'later'), chunkSizes('event'), 'instant');
    chunks.next(Infinity);
    chunks.replace(0, [{ raw: 'new' }]);
    expect(new TextDecoder().decode(chunks.next(Infinity)!.bytes)).toBe('new');
    chunks.sent();
    expect([chunks.total, chunks.position, chunks.next(Infinity)]).toEqual([1, 1, undefined]);
  });

  test.each<PlayedChunking>(['event', 'whole', { bytes: 1 }, { bytes: 9 }, { seed: 1 }])(
    'gives the reader memory of its own, in chunks of %j',
    (chunking) => {
      const chunks = new Chunks(paused(...RAWS), chunkSizes(chunking), 'instant');
      for (let chunk = chunks.next(Infinity); chunk; chunk = chunks.next(Infinity)) {
        chunks.sent();
        // A reader may transfer it away.
        structuredClone(chunk.bytes.buffer, { transfer: [chunk.bytes.buffer] });
      }
      expect(chunks.bytesBefore(RAWS.length)).toBe(RAWS.join('').length);
    },
  );

  test('sends nothing before sent() is called', () => {
    const chunks = new Chunks(paused(...RAWS), chunkSizes({ seed: 3 }), 'instant');
    expect(chunks.next(Infinity)).toEqual(chunks.next(Infinity));
    expect(chunks.position).toBe(0);
  });

  test.each(recorded)(
    'keeps the bytes of the recording in any chunking: %s',
    async (_name, { interactions }) => {
      const responses = interactions.map(({ response }) => response);
      await fc.assert(
        fc.asyncProperty(fc.constantFrom(...responses), chunkings, async (response, chunking) => {
          const { body } = new Playback(eventsOf(response), { chunking });
          const chunks = await readAll(body);
          expect(Buffer.concat(chunks).equals(bodyBytes(response.body))).toBe(true);
          if (chunking === 'whole') expect(chunks.length).toBeLessThanOrEqual(1);
        }),
        { numRuns: 8 },
      );
    },
  );

  test.each(recorded)(
    'keeps the events that eventsource-parser reads in any chunking: %s',
    async (_name, { interactions }) => {
      const streams = interactions
        .map(({ response }) => response)
        .filter(({ body }) => /^(?:data|event|:)/.test(bodyText(body)));
      if (streams.length === 0) return;
      await fc.assert(
        fc.asyncProperty(fc.constantFrom(...streams), chunkings, async (response, chunking) => {
          const { body } = new Playback(eventsOf(response), { chunking });
          expect(await parsed(body)).toEqual(
            await parsed(new Response(bodyBytes(response.body)).body!),
          );
        }),
        { numRuns: 5 },
      );
    },
  );
});
