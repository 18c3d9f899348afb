import fc from 'fast-check';
import { type ChatResponse, Ollama } from 'ollama';
import { expect, onTestFinished, test, vi } from 'vitest';
import { bodyBytes, bodyOf } from './body.ts';
import type { RecordedResponse } from '../cassette/cassette.ts';
import { eventsOf, framingOf } from '../cassette/events.ts';
import { joinEvents } from './events.ts';
import { isNdjson, ndjson } from './ndjson.ts';

const datas = (body: string) => ndjson.split(body).map(({ data }) => data);
const raws = (body: string) => ndjson.split(body).map(({ raw }) => raw);

test.each(['\n', '\r\n'])('ends lines at %j', (end) => {
  expect(ndjson.split(`{"a":1}${end}{"b":2}${end}`)).toEqual([
    { raw: `{"a":1}${end}`, data: '{"a":1}' },
    { raw: `{"b":2}${end}`, data: '{"b":2}' },
  ]);
});

test('does not end lines at other characters', () => {
  const line = '{"a":"x\u2028y\u0085z"}\r{}';
  expect(ndjson.split(`${line}\n`)).toEqual([{ raw: `${line}\n`, data: line }]);
});

test('adds blank lines to the line before, or else to the first line', () => {
  expect(raws('\n \r\n1\n\n\t\n2\n\n')).toEqual(['\n \r\n1\n\n\t\n', '2\n\n']);
});

test('trims the white space of JSON, and nothing else', () => {
  expect(datas(' \t1 \r\n\u00A02\u00A0\n')).toEqual(['1', '\u00A02\u00A0']);
});

test('reads a last line without a line end if it is JSON', () => {
  expect(ndjson.split('{}\n{"done":true}')).toEqual([
    { raw: '{}\n', data: '{}' },
    { raw: '{"done":true}', data: '{"done":true}' },
  ]);
});

test('marks a truncated last line', () => {
  expect(ndjson.split('{}\n{"done":')).toEqual([
    { raw: '{}\n', data: '{}' },
    { raw: '{"done":', data: '{"done":', incomplete: true },
  ]);
  expect(ndjson.split('\n{"do')).toEqual([{ raw: '\n{"do', data: '{"do', incomplete: true }]);
});

test('does not mark a line with a line end, JSON or not', () => {
  expect(ndjson.split('{}\n{"done":\n')[1]).toEqual({ raw: '{"done":\n', data: '{"done":' });
  expect(ndjson.split('{"done":\n  ')).toEqual([{ raw: '{"done":\n  ', data: '{"done":' }]);
});

test('keeps a body of white space as one event without data', () => {
  for (const body of ['\n', ' \r\n\t\n', '  ', '\uFEFF']) {
    expect(ndjson.split(body)).toEqual([{ raw: body }]);
  }
  expect(ndjson.split('')).toEqual([]);
});

test('skips a byte order mark and keeps its bytes', () => {
  expect(ndjson.split('\uFEFF{}\n{}\n')).toEqual([
    { raw: '\uFEFF{}\n', data: '{}' },
    { raw: '{}\n', data: '{}' },
  ]);
});

test('splits a body that is not UTF-8 and keeps its bytes', () => {
  const bytes = new Uint8Array([...bodyBytes('{"a":"°"}\n{"b":"'), 0xc2]);
  const events = ndjson.split(bodyOf(bytes));
  expect(events).toEqual([
    { raw: '{"a":"°"}\n', data: '{"a":"°"}' },
    { raw: { base64: btoa('{"b":"\u00c2') }, data: '{"b":"\uFFFD', incomplete: true },
  ]);
  expect(bodyBytes(joinEvents(events))).toEqual(bytes);
});

test('distinguishes several documents from one', () => {
  for (const body of ['{}\n{}', '{}\r\n{}\r\n', '\n\n{}\n \n{"cut', '\uFEFF1\n2']) {
    expect(isNdjson(body), body).toBe(true);
  }
  for (const body of [
    '',
    '\n',
    '{}',
    '{}\n',
    '{}\n \r\n',
    '{\n  "a": 1\n}',
    '[\n{}\n,\n{}\n]',
    'a\nb',
  ]) {
    expect(isNdjson(body), body).toBe(false);
  }
  expect(isNdjson(bodyOf(new Uint8Array([...bodyBytes('{}\n{"a":"'), 0xc2])))).toBe(true);
});

const respond = (type: string, body: string): RecordedResponse => ({
  code: 200,
  headers: { 'content-type': [type] },
  body,
});

test('is chosen by the content type; under application/json for several documents only', () => {
  for (const type of [
    'application/x-ndjson',
    'application/ndjson',
    'application/jsonl',
    'application/x-jsonlines',
    'application/stream+json',
  ]) {
    expect(eventsOf(respond(type, '{}\n')), type).toEqual([{ raw: '{}\n', data: '{}' }]);
  }
  expect(eventsOf(respond('application/json; charset=utf-8', '{}\n{}\n'))).toHaveLength(2);
  expect(framingOf(respond('application/json', '{\n}\n'))).toBeUndefined();
});

test('is recognised by its lines where the content type says nothing', () => {
  for (const type of ['text/plain;charset=UTF-8', 'application/octet-stream']) {
    expect(eventsOf(respond(type, '{"a":1}\n{"a":2}\n')), type).toHaveLength(2);
    for (const body of ['1\n2\n', 'Hello\nthere\n', '{"a":1}', '{"a":\n1}\n']) {
      expect(framingOf(respond(type, body)), body).toBeUndefined();
    }
  }
});

test('is linear: splits 50 MB of lines, and 5 MB of blanks or in one line, in seconds', () => {
  const line = `{"message":{"content":"${'x'.repeat(170)}"}}\n`;
  const size = 5_000_000;
  for (const body of [
    line.repeat(50_000_000 / line.length),
    '\n'.repeat(size),
    ' '.repeat(size),
    `[${' '.repeat(size)}]`,
    `{}\n${' '.repeat(size)}`,
  ]) {
    const start = performance.now();
    isNdjson(body);
    expect(ndjson.split(body).length).toBeGreaterThan(0);
    expect(performance.now() - start).toBeLessThan(10_000);
  }
}, 60_000);

test('does not read past the second line to distinguish several documents from one', () => {
  const body = `{}\n{}\n${'{}\n'.repeat(10_000_000)}`;
  const start = performance.now();
  expect(isNdjson(body)).toBe(true);
  expect(performance.now() - start).toBeLessThan(1_000);
});

const pieces = fc.constantFrom(
  '{}',
  '{"a":"°"}',
  '"',
  ' ',
  '\t',
  '\n',
  '\r\n',
  '\n\n',
  '\r',
  '\uFEFF',
  '1',
);

test('joins any text and any bytes to the same body, with data in each event but blanks', () => {
  fc.assert(
    fc.property(fc.array(pieces), fc.uint8Array(), (text, bytes) => {
      const body = text.join('');
      expect(joinEvents(ndjson.split(body))).toBe(body);
      const mixed = bodyOf(new Uint8Array([...bodyBytes(body), ...bytes, ...bodyBytes(body)]));
      const events = ndjson.split(mixed);
      expect(bodyBytes(joinEvents(events))).toEqual(bodyBytes(mixed));
      if (events.length > 1) expect(events.every(({ data }) => data)).toBe(true);
      expect(events.slice(0, -1).some(({ incomplete }) => incomplete)).toBe(false);
    }),
    { numRuns: 1000 },
  );
});

test('reads the documents that were written', () => {
  const blank = fc.constantFrom('\n', '\r\n', ' \n', '\n\n', ' \t\r\n\n');
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.json(), blank)), fc.boolean(), (documents, ended) => {
      const body = documents.map(([json, end]) => json + end).join('');
      const events = ndjson.split(ended ? body : body.trimEnd());
      expect(events.map(({ data }) => JSON.parse(data!))).toEqual(
        documents.map(([json]) => JSON.parse(json)),
      );
      expect(events.some(({ incomplete }) => incomplete)).toBe(false);
    }),
  );
});

/** Reads the same bytes, split at any places, with the official client of Ollama. */
async function independent(bytes: Uint8Array<ArrayBuffer>, cuts: number[]): Promise<unknown[]> {
  const places = [0, ...cuts.map((cut) => cut % (bytes.length + 1)), bytes.length].toSorted(
    (a, b) => a - b,
  );
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      for (const [at, place] of places.entries()) {
        if (place > 0) controller.enqueue(bytes.subarray(places[at - 1], place));
      }
      controller.close();
    },
  });
  const client = new Ollama({ fetch: async () => new Response(body) });
  const read: ChatResponse[] = [];
  try {
    for await (const chunk of await client.chat({ model: 'any', stream: true })) read.push(chunk);
  } catch (error) {
    expect((error as Error).message).toMatch(/^Did not receive done/);
  }
  return read;
}

test('reads the same documents as the official client of Ollama, invalid and truncated lines included', async () => {
  const warn = vi.spyOn(console, 'warn').mockReturnValue(); // of each line that is not JSON
  onTestFinished(() => warn.mockRestore());
  const document = fc
    .dictionary(fc.constantFrom('model', 'message', 'x°'), fc.jsonValue())
    .map((value) => JSON.stringify(value));
  const end = fc.constantFrom('\n', '\r\n', '\n\n', ' \n \n');
  const line = fc.tuple(fc.oneof({ weight: 5, arbitrary: document }, fc.constant('{"cut":')), end);
  await fc.assert(
    fc.asyncProperty(
      fc.array(line),
      fc.option(document.chain((text) => fc.nat(text.length).map((at) => text.slice(0, at)))),
      fc.array(fc.nat()),
      async (lines, rest, cuts) => {
        const body = lines.flat().join('') + (rest ?? '');
        const ours = ndjson
          .split(body)
          .flatMap(({ data, incomplete }) =>
            data === undefined || incomplete || data === '{"cut":'
              ? []
              : [JSON.parse(data) as unknown],
          );
        expect(ours).toEqual(await independent(bodyBytes(body), cuts));
      },
    ),
    { numRuns: 100 },
  );
});
