import { createParser } from 'eventsource-parser';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Body, bodyBytes, bodyOf } from './body.ts';
import { recorded } from '../test/samples.ts';
import { framingOf } from '../cassette/events.ts';
import { joinEvents } from './events.ts';
import { sse } from './sse.ts';

const datas = (body: string) => sse.split(body).map(({ data }) => data);
const raws = (body: string) => sse.split(body).map(({ raw }) => raw);

/**
 * Reads a body with an independent parser, which waits after a CR for the LF that may follow: adds one
 * at the end of the body, which ends the same line.
 */
function independent(body: Body) {
  const events: { data: string; event?: string }[] = [];
  const parser = createParser({
    onEvent: ({ data, event }) => events.push({ data, ...(event && { event }) }),
  });
  const text = new TextDecoder().decode(bodyBytes(body));
  parser.feed(text.endsWith('\r') ? `${text}\n` : text);
  return events;
}

const ours = (body: Body) =>
  sse
    .split(body)
    .flatMap(({ data, event, incomplete }) =>
      data === undefined || incomplete ? [] : [{ data, ...(event && { event }) }],
    );

const streams = recorded.flatMap(([name, { interactions }]) =>
  interactions.flatMap(({ response }, position): [string, number, Body][] =>
    framingOf(response) === sse ? [[name, position, response.body]] : [],
  ),
);

test.each(streams)(
  '%s, interaction %i: splits as an independent parser does, and joins to the body',
  (_name, _position, body) => {
    expect(joinEvents(sse.split(body))).toEqual(body);
    expect(ours(body)).toEqual(independent(body));
  },
);

test.each(streams.filter(([name]) => !name.startsWith('handmade/')))(
  '%s, interaction %i: splits into events of one data line and a blank one',
  (_name, _position, body) => {
    const events = sse.split(body);
    expect(events.length).toBe((body as string).match(/^data: /gm)!.length);
    expect(events.every(({ raw }) => /^data: .*\n\n$/.test(raw as string))).toBe(true);
  },
);

test.each(['\n', '\r\n', '\r'])('ends lines at %j', (end) => {
  const body = ['event: a', 'data: 1', '', 'data: 2', '', ''].join(end);
  expect(sse.split(body)).toEqual([
    { raw: `event: a${end}data: 1${end}${end}`, event: 'a', data: '1' },
    { raw: `data: 2${end}${end}`, data: '2' },
  ]);
});

test('joins several data lines with LF', () => {
  expect(datas('data: a\ndata:\ndata: b\n\n')).toEqual(['a\n\nb']);
});

test('drops one space after the colon, if there is one', () => {
  expect(datas('data:a\n\ndata:  b \n\ndata\n\n')).toEqual(['a', ' b ', '']);
});

test('adds comments and stray blank lines to the next event', () => {
  const body = ': OPENROUTER PROCESSING\n\n\n: again\ndata: 1\n\n\n: inside\n\ndata: 2\n\n';
  expect(raws(body)).toEqual([
    ': OPENROUTER PROCESSING\n\n\n: again\ndata: 1\n\n',
    '\n: inside\n\ndata: 2\n\n',
  ]);
});

test('adds the end of the body to the last event', () => {
  expect(raws('data: 1\n\n: bye\n\n')).toEqual(['data: 1\n\n: bye\n\n']);
});

test('keeps a body of comments as one event without data', () => {
  expect(sse.split(': a\n\n: b\n')).toEqual([{ raw: ': a\n\n: b\n' }]);
  expect(sse.split('')).toEqual([]);
});

test('marks an event without a final blank line', () => {
  expect(sse.split('data: 1\n\ndata: 2\n')).toEqual([
    { raw: 'data: 1\n\n', data: '1' },
    { raw: 'data: 2\n', data: '2', incomplete: true },
  ]);
  expect(sse.split('data: 2')).toEqual([{ raw: 'data: 2', data: '2', incomplete: true }]);
});

test('skips a byte order mark and keeps its bytes', () => {
  expect(sse.split('\uFEFFdata: 1\n\n')).toEqual([{ raw: '\uFEFFdata: 1\n\n', data: '1' }]);
});

test('splits a body that is not UTF-8 and keeps its bytes', () => {
  const bytes = new Uint8Array([...bodyBytes('data: °\n\n'), ...bodyBytes('data: '), 0xc2]);
  const events = sse.split(bodyOf(bytes));
  expect(events[0]).toEqual({ raw: 'data: °\n\n', data: '°' });
  expect(events[1]).toMatchObject({ raw: { base64: btoa('data: \u00c2') }, incomplete: true });
  expect(bodyBytes(joinEvents(events))).toEqual(bytes);
});

const pieces = fc.constantFrom(
  'data',
  ':',
  ' ',
  'event',
  'a',
  '°',
  '\n',
  '\r',
  '\r\n',
  '\n\n',
  ': x\n',
  'data: 1\n',
  '\uFEFF',
);

test('joins any text to the same body, and reads the same as an independent parser', () => {
  fc.assert(
    fc.property(fc.array(pieces), (text) => {
      const body = text.join('');
      expect(joinEvents(sse.split(body))).toBe(body);
      expect(ours(body)).toEqual(independent(body));
    }),
    { numRuns: 2000 },
  );
});

test('joins any bytes to the same body', () => {
  fc.assert(
    fc.property(fc.uint8Array(), fc.array(pieces), (bytes, text) => {
      const body = bodyOf(
        new Uint8Array([...bodyBytes(text.join('')), ...bytes, ...bodyBytes(text.join(''))]),
      );
      expect(bodyBytes(joinEvents(sse.split(body)))).toEqual(bodyBytes(body));
    }),
  );
});

test.each([
  ['a\nb', ['data: a', 'data: b']],
  ['a\r\nb\rc', ['data: a', 'data: b', 'data: c']],
  ['a\u2028b\u2029c', ['data: a\u2028b\u2029c']],
  ['', ['data: ']],
])('writes a line for each of %j, and no other', (data, lines) => {
  expect(sse.write({ data })).toBe([...lines, '', ''].join('\n'));
});
