import { createParser } from 'eventsource-parser';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { bodyBytes, bodyText } from '../wire/body.ts';
import { PlayheadError } from '../util/error.ts';
import { recorded } from '../test/samples.ts';
import { eventsOf } from '../cassette/events.ts';
import { checkChunking, type Chunking, chunkSizes } from './chunking.ts';
import { createChunks } from './chunks.ts';
import { play } from './playback.ts';

const paused = (...raws: string[]) => raws.map((raw) => ({ raw, afterMs: 10 }));

/** Every chunk, when all may go out. */
function cut(raws: string[], chunking: Chunking): { text: string; afterMs: number }[] {
  const chunks = createChunks(paused(...raws), chunkSizes(chunking), 'instant');
  const all = [];
  for (let chunk = chunks.next(Infinity); chunk; chunk = chunks.next(Infinity)) {
    all.push({ text: new TextDecoder().decode(chunk.bytes), afterMs: chunk.afterMs });
    chunks.sent();
  }
  return all;
}
const texts = (raws: string[], chunking: Chunking) => cut(raws, chunking).map(({ text }) => text);

const RAWS = ['data: 1\n\n', 'data: 22\n\n', 'data: 333\n\n'];

test('event: one chunk an event', () => {
  expect(texts(RAWS, 'event')).toEqual(RAWS);
});

test('whole: everything in one chunk', () => {
  expect(texts(RAWS, 'whole')).toEqual([RAWS.join('')]);
});

test('bytes: chunks of that size, across events; the last one is the rest', () => {
  expect(texts(RAWS, { bytes: 12 })).toEqual(['data: 1\n\ndat', 'a: 22\n\ndata:', ' 333\n\n']);
});

test('bytes: cuts inside a character', () => {
  const [one, other] = cut(['é'], { bytes: 1 });
  expect([one?.text, other?.text]).toEqual(['\uFFFD', '\uFFFD']);
});

test('seed: the same seed gives the same cuts, another seed others', () => {
  const long = ['x'.repeat(5000)];
  expect(texts(long, { seed: 1 })).toEqual(texts(long, { seed: 1 }));
  expect(texts(long, { seed: 1 })).not.toEqual(texts(long, { seed: 2 }));
  const sizes = texts(['x'.repeat(50_000)], { seed: 1 }).map(({ length }) => length);
  expect(Math.min(...sizes)).toBeLessThan(4);
  expect(Math.max(...sizes)).toBeGreaterThan(256);
});

test('a chunk waits for the pauses of the events that begin in it', () => {
  const pauses = (chunking: Chunking) => cut(RAWS, chunking).map(({ afterMs }) => afterMs);
  expect(pauses('event')).toEqual([10, 10, 10]);
  expect(pauses('whole')).toEqual([30]);
  expect(pauses({ bytes: 5 })).toEqual([10, 10, 0, 10, 0, 0]);
});

test('a held position is a cut: not one byte of the next event goes out', () => {
  const chunks = createChunks(paused(...RAWS), chunkSizes('whole'), 'instant');
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

test('asking for the next chunk sends nothing', () => {
  const chunks = createChunks(paused(...RAWS), chunkSizes({ seed: 3 }), 'instant');
  expect(chunks.next(Infinity)).toEqual(chunks.next(Infinity));
  expect(chunks.position).toBe(0);
});

const chunkings = fc.oneof(
  fc.constantFrom<Chunking>('event', 'whole'),
  fc.record({ bytes: fc.integer({ min: 1, max: 2000 }) }),
  fc.record({ seed: fc.integer() }),
);

async function readAll(body: ReadableStream<Uint8Array>): Promise<Uint8Array[]> {
  const read = [];
  for await (const chunk of body) read.push(chunk);
  return read;
}

test.each(recorded)(
  '%s: however it is cut, the bytes are those of the recording',
  async (_, tape) => {
    const responses = tape.interactions.map(({ response }) => response);
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...responses), chunkings, async (response, chunking) => {
        const { body } = play(eventsOf(response), { chunking });
        const chunks = await readAll(body);
        expect(Buffer.concat(chunks).equals(bodyBytes(response.body))).toBe(true);
        if (chunking === 'whole') expect(chunks.length).toBeLessThanOrEqual(1);
      }),
      { numRuns: 20 },
    );
  },
);

test.each(recorded)(
  '%s: an independent parser reads the same events, however it is cut',
  async (_, tape) => {
    const streams = tape.interactions
      .map(({ response }) => response)
      .filter(({ body }) => /^(?:data|event|:)/.test(bodyText(body)));
    if (streams.length === 0) return;
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...streams), chunkings, async (response, chunking) => {
        const { body } = play(eventsOf(response), { chunking });
        expect(await parsed(body)).toEqual(
          await parsed(new Response(bodyBytes(response.body)).body!),
        );
      }),
      { numRuns: 10 },
    );
  },
);

async function parsed(body: ReadableStream<Uint8Array>): Promise<string[]> {
  const datas: string[] = [];
  const parser = createParser({ onEvent: ({ data }) => void datas.push(data) });
  const decoder = new TextDecoder();
  for await (const chunk of body) parser.feed(decoder.decode(chunk, { stream: true }));
  return datas;
}

test.each([
  ['chunks', 'chunks'],
  ['no bytes', { bytes: 0 }],
  ['half a byte', { bytes: 1.5 }],
  ['bytes as text', { bytes: '1' }],
  ['both', { bytes: 1, seed: 1 }],
  ['nothing', {}],
  ['null', null],
])('%s are no chunking', (_name, value) => {
  expect(() => checkChunking(value)).toThrow(PlayheadError);
  expect(() => checkChunking(value)).toThrow(
    /expected 'event', 'whole', \{ bytes: 1 \} or \{ seed: 1 \}/,
  );
});

test.each(['event', 'whole', { bytes: 1 }, { seed: -3 }])('%j is a chunking', (value) => {
  expect(() => checkChunking(value)).not.toThrow();
});
