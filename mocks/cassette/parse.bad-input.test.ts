import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { PlayheadError } from '../util/error.ts';
import { failure, responseOf, withResponse } from '../test/yaml.ts';
import { parseCassette } from './parse.ts';

/** An Amazon frame without headers and payload. */
const EMPTY_FRAME = 'AAAAEAAAAAAFwkjrfZjI/w==';
type Row = [name: string, yaml: string, code: string, reason: string];

const long = 'x'.repeat(5_000_000);
test.each<Row>([
  ['an empty file', '', 'bad-yaml', 'empty'],
  ['a file of white space', ' \n\n', 'bad-yaml', 'empty'],
  ['a file of comments', '# nothing', 'bad-yaml', 'empty'],
  ['text that is not YAML', 'a: [1,\nb: }', 'bad-yaml', 'invalid YAML'],
  ['tabs as indentation', 'interactions:\n\t- a', 'bad-yaml', 'tabs'],
  ['two documents', 'interactions: []\n---\nother: 1', 'bad-yaml', 'a second document'],
  ['merge keys', 'interactions: [{<<: {id: 1}}]', 'bad-yaml', 'merge keys'],
  ['20 million brackets', '['.repeat(20_000_000), 'bad-yaml', 'nested'],
  ['a million braces', '{a: '.repeat(1_000_000), 'bad-yaml', 'nested'],
  ['a million dashes', '- '.repeat(1_000_000), 'bad-yaml', 'nested'],
  ['a million closing brackets', ']'.repeat(1_000_000), 'bad-yaml', 'flow-seq-end'],
  ['200,000 commas', `[${','.repeat(200_000)}]`, 'bad-yaml', 'unexpected ,'],
  ['100,000 tags', `a: ${'!a '.repeat(100_000)}`, 'bad-yaml', 'one tag'],
  ['a million documents', '---\n'.repeat(1_000_000), 'bad-yaml', 'second document'],
  ['a cassette without interactions', 'version: 2', 'missing-key', '"interactions"'],
  [
    'an interaction without a request',
    'interactions: [{response: {code: 200}}]',
    'missing-key',
    '"request"',
  ],
  ['a response without a code', withResponse('body: a'), 'missing-key', '"code"'],
  ['an invalid status code', withResponse('code: 20'), 'bad-value', 'status code 20'],
  [
    'an invalid URL',
    'interactions: [{request: {method: GET, url: /a}, response: {code: 200}}]',
    'bad-value',
    'URL "/a"',
  ],
  [
    'a lone surrogate',
    withResponse('code: 200', String.raw`body: "\ud800"`),
    'bad-value',
    'a lone surrogate',
  ],
  [
    'HTML under text/event-stream',
    withResponse(
      'code: 200',
      'headers: {Content-Type: [text/event-stream]}',
      'body: <!doctype html>',
    ),
    'bad-body',
    '"<!doctype html>"',
  ],
  [
    'JSON under text/event-stream',
    withResponse(
      'code: 200',
      'headers: {content-type: [text/event-stream; charset=utf-8]}',
      'body: \'{"error":{}}\'',
    ),
    'bad-body',
    'text/event-stream',
  ],
  [
    'text under application/json',
    withResponse(
      'code: 200',
      'headers: {Content-Type: [application/json]}',
      'body: Internal error',
    ),
    'bad-body',
    'not JSON: "Internal error"',
  ],
  [
    'JSON under application/vnd.amazon.eventstream',
    withResponse(
      'code: 200',
      'headers: {Content-Type: [application/vnd.amazon.eventstream]}',
      'body: \'{"message":"Denied"}\'',
    ),
    'bad-body',
    'complete frame: "{\\"message\\":\\"Denied\\"}"',
  ],
  [
    'a frame with a wrong checksum under application/vnd.amazon.eventstream',
    withResponse(
      'code: 200',
      'headers: {Content-Type: [application/vnd.amazon.eventstream]}',
      `body: !!binary ${EMPTY_FRAME.replace('w==', 'A==')}`,
    ),
    'bad-body',
    'complete frame',
  ],
  [
    'a truncated JSON document under application/json',
    withResponse('code: 200', 'headers: {Content-Type: [application/json]}', 'body: \'{"done":\''),
    'bad-body',
    'not JSON: "{',
  ],
  [
    'a line that is not JSON among lines, under application/json',
    withResponse(
      'code: 200',
      'headers: {Content-Type: [application/json]}',
      String.raw`body: "{}\n{\"done\":\n{}\n"`,
    ),
    'bad-body',
    'not JSON: "{}',
  ],
  [
    'events under application/x-ndjson',
    withResponse(
      'code: 200',
      'headers: {Content-Type: [application/x-ndjson]}',
      String.raw`body: "data: {}\n\n"`,
    ),
    'bad-body',
    'not JSON: "data: {}',
  ],
  [
    'a compressed body',
    withResponse('code: 200', 'headers: {Content-Encoding: [gzip]}', 'body: !!binary H4sIAAAA/w=='),
    'bad-body',
    'compressed',
  ],
  [
    'aliases of aliases',
    Array.from({ length: 20 }, (_, at) =>
      at ? `a${at}: &a${at} [${`*a${at - 1}, `.repeat(10)}]` : 'a0: &a0 some',
    ).join('\n'),
    'bad-yaml',
    'aliases expand to more than',
  ],
  ...['omap', 'set', 'timestamp', 'pairs', 'js/function'].map((tag): Row => [
    `the tag !!${tag}`,
    withResponse('code: 200', `body: !!${tag} 2001-01-01`),
    'bad-yaml',
    'tag',
  ]),
  ['an ordered map', 'interactions: !!omap [a: 1]', 'bad-yaml', 'unsupported tag'],
  ['an alias without an anchor', 'interactions: [*a]', 'bad-yaml', 'alias *a'],
  ['an alias before its anchor', 'interactions: [*a, &a {}]', 'bad-yaml', 'alias *a'],
  ...['AAA', 'AA=A', 'A?==', '=AAA'].map((base64): Row => [
    `"${base64}" as base64`,
    withResponse('code: 200', `body: !!binary "${base64}"`),
    'bad-value',
    'not base64',
  ]),
  ...['file:///etc/a', 'javascript:alert(1)', 'data:,a', 'ws://a.test', 'http://'].map(
    (url): Row => [
      `the URL ${url}`,
      `interactions: [{request: {method: POST, url: '${url}'}, response: {code: 200}}]`,
      'bad-value',
      `invalid URL "${url}"`,
    ],
  ),
  ...['CONNECT', 'trace', 'TRACK', 'GE T', ''].map((method): Row => [
    `the method "${method}"`,
    `interactions: [{request: {method: '${method}', url: 'http://a.test'}, response: {code: 200}}]`,
    'bad-value',
    `invalid method "${method}"`,
  ]),
  ...['""', 'X A', 'X:', 'é'].map((name): Row => [
    `the header name ${name}`,
    withResponse('code: 500', `headers: {'${name.replaceAll('"', '')}': [a]}`),
    'bad-value',
    'invalid header name',
  ]),
  ...['\\r', '\\n', '\\0', 'a\\r\\nb: c'].map((value): Row => [
    `the header value "${value}"`,
    withResponse('code: 200', `headers: {X-A: ["${value}"]}`),
    'bad-value',
    'invalid value of X-A',
  ]),
  [
    'a status of two lines',
    withResponse('code: 200', String.raw`status: "200 O\nK"`),
    'bad-value',
    'invalid status',
  ],
  ['a HAR file', '{"log":{"version":"1.2","entries":[]}}', 'bad-version', 'a HAR file'],
  [
    'a cassette of vcrpy',
    'interactions:\n- request: {body: null, method: GET, uri: http://a.test}\n  response: {body: {string: a}, status: {code: 200, message: OK}}\nversion: 1\n',
    'bad-version',
    'a cassette of vcrpy',
  ],
  [
    "a cassette of Ruby's VCR",
    'http_interactions:\n- request: {method: get, uri: http://a.test}\nrecorded_with: VCR 6.0.0\n',
    'bad-version',
    "Ruby's VCR",
  ],
  [
    'a truncated line of 5 MB',
    withResponse('code: 200', `body: "${long}`),
    'bad-yaml',
    'invalid YAML',
  ],
  [
    'a line of 5 MB of the wrong kind',
    withResponse('code: 200', 'headers: {Content-Type: [text/event-stream]}', `body: "${long}"`),
    'bad-body',
    '"xxx',
  ],
])('rejects %s', (_name, yaml, code, reason) => {
  const error = failure(yaml);
  expect(error.code).toBe(code);
  expect(error.message).toContain(reason);
  expect(error.message).toMatch(
    /^Cannot read cassette a\.yaml:\d+:\d+: [^]+\.\n {2}\d+ \| .*\n +\| +\^$/,
  );
  expect(error.message.length).toBeLessThan(600);
});

test('reads 20,000 keys and aliases, and an aliased interaction once', () => {
  const count = 20_000;
  const lines = (line: (at: number) => string) =>
    Array.from({ length: count }, (_, at) => line(at));
  const body = `"${'x'.repeat(4_000)}"`;
  const text = [
    `a:\n${lines((at) => `  key-${at}: 1`).join('\n')}`,
    `b:\n- &a 1\n${lines(() => '- *a').join('\n')}`,
    'interactions:',
    '- &b',
    '  request: {method: POST, url: http://a.test}',
    `  response: {code: 200, headers: {Content-Type: [application/json]}, body: '${body}'}`,
    ...lines(() => '- *b'),
  ].join('\n');
  const { interactions } = parseCassette(text);
  expect(interactions).toHaveLength(count + 1);
  expect(interactions.at(-1)).toEqual(interactions[0]);
  expect(interactions.at(-1)!.response).toBe(interactions[0]!.response);
});

test('reads 8 MB of base64', () => {
  const { body } = responseOf(withResponse('code: 200', `body: !!binary ${'AAAA'.repeat(2e6)}`));
  expect(body).toEqual({ base64: 'AAAA'.repeat(2e6) });
});

test('parses a body in a line of 5 MB', () => {
  expect(responseOf(withResponse('code: 200', `body: "${long}"`)).body).toHaveLength(5_000_000);
});

test.each([
  ['an empty stream', 'text/event-stream', '""'],
  ['a stream of comments', 'text/event-stream', '": keep-alive"'],
  ['a stream that begins with blank lines', 'text/event-stream', String.raw`"\r\n\r\ndata: a\n\n"`],
  [
    'a stream with a byte order mark',
    'text/event-stream',
    String.raw`"\ufeffevent: a\ndata: b\n\n"`,
  ],
  ['a frame', 'application/vnd.amazon.eventstream', `!!binary ${EMPTY_FRAME}`],
  ['an empty stream of frames', 'application/vnd.amazon.eventstream', '""'],
  [
    'one JSON document a line',
    'application/json',
    String.raw`"{\"done\":false}\n{\"done\":true}\n"`,
  ],
  [
    'one JSON document a line, with blank lines and a truncated last line',
    'application/json',
    String.raw`"{\"done\":false}\r\n \r\n{\"done\":"`,
  ],
  ['a single truncated line of a stream', 'application/x-ndjson', String.raw`"{\"done\":"`],
])('accepts %s', (_name, type, body) => {
  expect(() =>
    parseCassette(withResponse('code: 200', `headers: {Content-Type: [${type}]}`, `body: ${body}`)),
  ).not.toThrow();
});

test('accepts an error page under any content type', () => {
  const lines = [
    'code: 502',
    'headers: {Content-Type: [text/event-stream]}',
    'body: <html>Bad gateway</html>',
  ];
  expect(responseOf(withResponse(...lines)).body).toBe('<html>Bad gateway</html>');
});

test('parses or rejects a file truncated at any place', () => {
  const yaml = readFileSync('cassettes/groq/tool_streaming.yaml', 'utf8');
  for (let end = 0; end < yaml.length; end += 53) {
    try {
      parseCassette(yaml.slice(0, end));
    } catch (error) {
      expect(error, `cut at ${end}`).toBeInstanceOf(PlayheadError);
    }
  }
});
