import { createParser } from 'eventsource-parser';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Body, bodyBytes, bodyOf } from './body.ts';
import { recorded } from '../test/samples.ts';
import { framingOf } from '../cassette/events.ts';
import { joinEvents } from './events.ts';
import { splitEvents, sse } from './sse.ts';

const datas = (body: string) => splitEvents(body).map(({ data }) => data);
const raws = (body: string) => splitEvents(body).map(({ raw }) => raw);

/**
 * What an independent parser reads from the same body. It waits after a CR for the LF that may
 * follow: at the end of the body it is given one, which ends the same line.
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
  splitEvents(body).flatMap(({ data, event, incomplete }) =>
    data === undefined || incomplete ? [] : [{ data, ...(event && { event }) }],
  );

const streams = recorded.flatMap(([name, { interactions }]) =>
  interactions.flatMap(({ response }, position): [string, number, Body][] =>
    framingOf(response) === sse ? [[name, position, response.body]] : [],
  ),
);

test.each(streams)(
  '%s, interaction %i: cuts into events an independent parser agrees with, and joins to the body',
  (_name, _position, body) => {
    expect(joinEvents(splitEvents(body))).toEqual(body);
    expect(ours(body)).toEqual(independent(body));
  },
);

test.each(streams.filter(([name]) => !name.startsWith('handmade/')))(
  '%s, interaction %i: each event of the recording is one data line and a blank one',
  (_name, _position, body) => {
    const events = splitEvents(body);
    expect(events.length).toBe((body as string).match(/^data: /gm)!.length);
    expect(events.every(({ raw }) => /^data: .*\n\n$/.test(raw as string))).toBe(true);
  },
);

test.each(['\n', '\r\n', '\r'])('ends lines at %j', (end) => {
  const body = ['event: a', 'data: 1', '', 'data: 2', '', ''].join(end);
  expect(splitEvents(body)).toEqual([
    { raw: `event: a${end}data: 1${end}${end}`, event: 'a', data: '1' },
    { raw: `data: 2${end}${end}`, data: '2' },
  ]);
});

test('joins several data lines with LF', () => {
  expect(datas('data: a\ndata:\ndata: b\n\n')).toEqual(['a\n\nb']);
});

test('takes one space after the colon, no more, and none is needed', () => {
  expect(datas('data:a\n\ndata:  b \n\ndata\n\n')).toEqual(['a', ' b ', '']);
});

test('gives comments and stray blank lines to the event they stand before', () => {
  const body = ': OPENROUTER PROCESSING\n\n\n: again\ndata: 1\n\n\n: inside\n\ndata: 2\n\n';
  expect(raws(body)).toEqual([
    ': OPENROUTER PROCESSING\n\n\n: again\ndata: 1\n\n',
    '\n: inside\n\ndata: 2\n\n',
  ]);
});

test('gives what follows the last event to that one', () => {
  expect(raws('data: 1\n\n: bye\n\n')).toEqual(['data: 1\n\n: bye\n\n']);
});

test('keeps a body of comments alone as one event that says nothing', () => {
  expect(splitEvents(': a\n\n: b\n')).toEqual([{ raw: ': a\n\n: b\n' }]);
  expect(splitEvents('')).toEqual([]);
});

test('marks an event whose final blank line is missing', () => {
  expect(splitEvents('data: 1\n\ndata: 2\n')).toEqual([
    { raw: 'data: 1\n\n', data: '1' },
    { raw: 'data: 2\n', data: '2', incomplete: true },
  ]);
  expect(splitEvents('data: 2')).toEqual([{ raw: 'data: 2', data: '2', incomplete: true }]);
});

test('reads over a byte order mark and keeps it', () => {
  expect(splitEvents('\uFEFFdata: 1\n\n')).toEqual([{ raw: '\uFEFFdata: 1\n\n', data: '1' }]);
});

test('cuts a body that is not UTF-8 and keeps its bytes', () => {
  const bytes = new Uint8Array([...bodyBytes('data: °\n\n'), ...bodyBytes('data: '), 0xc2]);
  const events = splitEvents(bodyOf(bytes));
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

test('any text joins to itself, and reads as the independent parser reads it', () => {
  fc.assert(
    fc.property(fc.array(pieces), (text) => {
      const body = text.join('');
      expect(joinEvents(splitEvents(body))).toBe(body);
      expect(ours(body)).toEqual(independent(body));
    }),
    { numRuns: 2000 },
  );
});

test('any bytes join to themselves', () => {
  fc.assert(
    fc.property(fc.uint8Array(), fc.array(pieces), (bytes, text) => {
      const body = bodyOf(
        new Uint8Array([...bodyBytes(text.join('')), ...bytes, ...bodyBytes(text.join(''))]),
      );
      expect(bodyBytes(joinEvents(splitEvents(body)))).toEqual(bodyBytes(body));
    }),
  );
});
