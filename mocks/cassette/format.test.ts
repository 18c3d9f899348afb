import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Body, bodyBytes, bodyOf } from '../wire/body.ts';
import { recorded } from '../test/samples.ts';
import type { Cassette } from './cassette.ts';
import { formatCassette } from './format.ts';
import { parseCassette } from './parse.ts';

test.each(recorded)('%s: parses back to an equal cassette', (_name, tape) => {
  expect(parseCassette(formatCassette(tape), { file: tape.file! })).toEqual(tape);
});

/** A cassette whose request and response have this body. */
const tapeOf = (body: Body): Cassette => ({
  version: 2,
  interactions: [
    {
      id: 0,
      request: { url: 'https://a.example/', method: 'POST', headers: {}, body },
      response: { code: 200, headers: { 'X-Note': [': yes # no'] }, body, duration: '1s' },
    },
  ],
});

test('formats any body so that it parses back exactly', () => {
  const text = fc.string({
    unit: fc.constantFrom(
      '\n',
      '\r',
      '\r\n',
      '\t',
      ' ',
      ':',
      '"',
      "'",
      '#',
      '|',
      '-',
      '\\',
      '\u0085',
      '\u2028',
      '\uFEFF',
      '\0',
      '\u001b',
      'é',
      '😀',
      'data: ',
      'a',
    ),
  });
  const bytes = fc.uint8Array().map((value) => bodyOf(value));
  fc.assert(
    fc.property(fc.oneof(text, bytes), (body) => {
      const tape = tapeOf(body);
      const read = parseCassette(formatCassette(tape));
      expect(read).toEqual(tape);
      expect(bodyBytes(read.interactions[0]!.response.body)).toEqual(bodyBytes(body));
    }),
    { numRuns: 300 },
  );
});

test.each([
  ['one space', '\n \n'],
  ['two spaces', '\n  \n'],
  ['a tab', '\n\t\n'],
  ['one space, between blank lines', '\n\n\n \n\n \n'],
  ['one space after a carriage return', '\r\n \r\n'],
])('formats a long text with a line of %s so that it parses back exactly', (_name, lines) => {
  const long = 'data: {"choices": "long enough to be broken into lines"}';
  const tape = tapeOf(`${long}${lines}${long}${lines}`);
  expect(parseCassette(formatCassette(tape))).toEqual(tape);
});

test('quotes line ends of YAML 1.1, for go-yaml', () => {
  const body = 'data: a\u2028b\u0085c\r\nd\n\n';
  const tape = tapeOf(body);
  const yaml = formatCassette(tape);
  expect(yaml).toMatch(/^---\nversion: 2\ninteractions:\n- id: 0\n {2}request:\n/);
  expect(yaml).toContain(
    String.raw`body: "data: a\u2028b\u0085c\r\n\
      d\n\n"`,
  );
});

test('writes one event per line, also where the lines end in CRLF', () => {
  const yaml = formatCassette(tapeOf('data: {"a":1}\r\n\r\n data: 2\r\n\r\n'));
  expect(yaml).toContain(
    String.raw`    body: "data: {\"a\":1}\r\n\r\n\
      \ data: 2\r\n\r\n"
`,
  );
});

test('writes times and sizes on a line each, after the keys of go-vcr', () => {
  const tape = tapeOf('data: a\n\ndata: b\n\n');
  Object.assign(tape.interactions[0]!.response, { event_times: [0, 12], chunk_sizes: [18] });
  const yaml = formatCassette(tape);
  expect(yaml).toMatch(/ {4}duration: 1s\n {4}event_times: \[0, 12\]\n {4}chunk_sizes: \[18\]\n$/);
  expect(parseCassette(yaml)).toEqual(tape);
});
