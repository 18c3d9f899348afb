import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { PlayheadError } from '../util/error.ts';
import { failure, responseOf, withResponse } from '../test/yaml.ts';
import { parseCassette } from './parse.ts';

/** An Amazon frame without headers and payload. */
const EMPTY_FRAME = 'AAAAEAAAAAAFwkjrfZjI/w==';
const long = 'x'.repeat(5_000_000);
test.each([
  ['an empty file', '', 'bad-yaml', 'the file is empty'],
  ['white space', ' \n\n', 'bad-yaml', 'the file is empty'],
  ['a comment alone', '# nothing', 'bad-yaml', 'the document holds nothing'],
  ['what is not YAML', 'a: [1,\nb: }', 'bad-yaml', 'not YAML'],
  ['tabs as indentation', 'interactions:\n\t- a', 'bad-yaml', 'tabs are not allowed'],
  ['two documents', 'interactions: []\n---\nother: 1', 'bad-yaml', 'a second document'],
  ['merge keys', 'interactions: [{<<: {id: 1}}]', 'bad-yaml', 'merge keys'],
  ['100,000 brackets', '['.repeat(100_000), 'bad-yaml', 'nested too deep'],
  ['no interactions', 'version: 2', 'missing-key', 'the cassette has no "interactions"'],
  [
    'no request',
    'interactions: [{response: {code: 200}}]',
    'missing-key',
    'interaction 1 has no "request"',
  ],
  ['no code', withResponse('body: a'), 'missing-key', 'no "code"'],
  ['a code that is none', withResponse('code: 20'), 'bad-value', '20 is not the status code'],
  [
    'a URL that is none',
    'interactions: [{request: {method: GET, url: /a}, response: {code: 200}}]',
    'bad-value',
    '"/a" is not a URL',
  ],
  [
    'half a surrogate pair',
    withResponse('code: 200', String.raw`body: "\ud800"`),
    'bad-value',
    'half a surrogate pair',
  ],
  [
    'HTML under text/event-stream',
    withResponse(
      'code: 200',
      'headers: {Content-Type: [text/event-stream]}',
      'body: <!doctype html>',
    ),
    'bad-body',
    'it begins with "<!doctype html>"',
  ],
  [
    'JSON under text/event-stream',
    withResponse(
      'code: 200',
      'headers: {content-type: [text/event-stream; charset=utf-8]}',
      'body: \'{"error":{}}\'',
    ),
    'bad-body',
    'not server-sent events',
  ],
  [
    'text under application/json',
    withResponse(
      'code: 200',
      'headers: {Content-Type: [application/json]}',
      'body: Internal error',
    ),
    'bad-body',
    'the body is not JSON: "Internal error"',
  ],
  [
    'JSON under application/vnd.amazon.eventstream',
    withResponse(
      'code: 200',
      'headers: {Content-Type: [application/vnd.amazon.eventstream]}',
      'body: \'{"message":"Denied"}\'',
    ),
    'bad-body',
    'the body does not begin with a whole frame: it begins with "{\\"message\\":\\"Denied\\"}"',
  ],
  [
    'a frame with a wrong checksum under application/vnd.amazon.eventstream',
    withResponse(
      'code: 200',
      'headers: {Content-Type: [application/vnd.amazon.eventstream]}',
      `body: !!binary ${EMPTY_FRAME.replace('w==', 'A==')}`,
    ),
    'bad-body',
    'does not begin with a whole frame',
  ],
  [
    'one JSON document that is cut off, under application/json',
    withResponse('code: 200', 'headers: {Content-Type: [application/json]}', 'body: \'{"done":\''),
    'bad-body',
    'the body is not JSON: "{',
  ],
  [
    'a line that is not JSON among lines, under application/json',
    withResponse(
      'code: 200',
      'headers: {Content-Type: [application/json]}',
      String.raw`body: "{}\n{\"done\":\n{}\n"`,
    ),
    'bad-body',
    'the body is not JSON: "{}',
  ],
  [
    'events under application/x-ndjson',
    withResponse(
      'code: 200',
      'headers: {Content-Type: [application/x-ndjson]}',
      String.raw`body: "data: {}\n\n"`,
    ),
    'bad-body',
    'the content type is application/x-ndjson, but the body is not JSON: "data: {}',
  ],
  [
    'a compressed body',
    withResponse('code: 200', 'headers: {Content-Encoding: [gzip]}', 'body: !!binary H4sIAAAA/w=='),
    'bad-body',
    'compressed (content-encoding: gzip)',
  ],
  [
    'a line of 5 MB that is cut short',
    withResponse('code: 200', `body: "${long}`),
    'bad-yaml',
    'not YAML',
  ],
  [
    'a line of 5 MB of the wrong kind',
    withResponse('code: 200', 'headers: {Content-Type: [text/event-stream]}', `body: "${long}"`),
    'bad-body',
    'it begins with "xxx',
  ],
])('bad input gets one clear error: %s', (_name, yaml, code, reason) => {
  const error = failure(yaml);
  expect(error.code).toBe(code);
  expect(error.message).toContain(reason);
  expect(error.message).toMatch(
    /^Cannot read cassette a\.yaml:\d+:\d+: [^]+\.\n {2}\d+ \| .*\n +\| +\^$/,
  );
  expect(error.message.length).toBeLessThan(600);
});

test('a body in a line of 5 MB is read', () => {
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
    'one JSON document a line, with blank lines, the last line cut off',
    'application/json',
    String.raw`"{\"done\":false}\r\n \r\n{\"done\":"`,
  ],
  ['a single line of a stream, cut off', 'application/x-ndjson', String.raw`"{\"done\":"`],
])('%s is what its content type says', (_name, type, body) => {
  expect(() =>
    parseCassette(withResponse('code: 200', `headers: {Content-Type: [${type}]}`, `body: ${body}`)),
  ).not.toThrow();
});

test('an error page may carry any content type', () => {
  const lines = [
    'code: 502',
    'headers: {Content-Type: [text/event-stream]}',
    'body: <html>Bad gateway</html>',
  ];
  expect(responseOf(withResponse(...lines)).body).toBe('<html>Bad gateway</html>');
});

test('a file cut off at any place is read or refused with a clear error', () => {
  const whole = readFileSync('cassettes/groq/tool_streaming.yaml', 'utf8');
  for (let end = 0; end < whole.length; end += 53) {
    try {
      parseCassette(whole.slice(0, end));
    } catch (error) {
      expect(error, `cut at ${end}`).toBeInstanceOf(PlayheadError);
    }
  }
});
