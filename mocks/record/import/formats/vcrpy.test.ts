import { deflateSync, gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import {
  importError,
  importing,
  responseOf,
  STREAM,
  URL_OF_CHAT,
} from '../../../test/importing.ts';

/** What PyYAML 6 writes for vcrpy 7, which ends lines where it likes. */
const RECORDED = String.raw`interactions:
- request:
    body: '{"model": "model-a", "messages": [{"role": "user", "content": "How warm
      is it?"}], "stream": true}'
    headers:
      accept:
      - '*/*'
      x-id:
      - 1e5
    method: POST
    uri: https://api.openai.com/v1/chat/completions
  response:
    body:
      string: "data: {\"choices\":[{\"index\":0,\"delta\":{\"role\":\"assistant\",\"content\":\"21
        \xB0C \"},\"finish_reason\":null}]}\r\n\r\ndata: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"\U0001F600\"},\"finish_reason\":\"stop\"}]}\n\ndata:
        [DONE]\n\n\n"
    headers:
      Set-Cookie:
      - a=1
      - b=2
      content-type:
      - text/event-stream; charset=utf-8
      x-n:
      - 0o17
      x-request-id:
      - 12e34
    status:
      code: 200
      message: OK
version: 1
`;

const BODY =
  'data: {"choices":[{"index":0,"delta":{"role":"assistant","content":"21 °C "},"finish_reason":null}]}\r\n\r\ndata: {"choices":[{"index":0,"delta":{"content":"😀"},"finish_reason":"stop"}]}\n\ndata: [DONE]\n\n\n';

test('reads what PyYAML writes, byte for byte', async () => {
  const { format, cassette, notes } = await importing(RECORDED);
  expect(format).toBe('vcrpy');
  expect(cassette.interactions).toEqual([
    {
      id: 0,
      request: {
        method: 'POST',
        url: URL_OF_CHAT,
        // YAML 1.2 would read 1e5, 0o17 and 12e34 as numbers.
        headers: { accept: ['*/*'], 'x-id': ['1e5'] },
        body: '{"model": "model-a", "messages": [{"role": "user", "content": "How warm is it?"}], "stream": true}',
      },
      response: {
        code: 200,
        status: '200 OK',
        headers: {
          'Set-Cookie': ['a=1', 'b=2'],
          'content-type': ['text/event-stream; charset=utf-8'],
          'x-n': ['0o17'],
          'x-request-id': ['12e34'],
        },
        body: BODY,
      },
    },
  ]);
  expect(notes).toEqual(['Not recorded: event times.', 'Not recorded: network chunks.']);
});

interface Parts {
  request?: string;
  response?: string;
  headers?: string;
}

/** Makes an interaction; the values are YAML. */
const interaction = ({ request = '"{}"', response = '', headers = '{}' }: Parts) => `
- request:
    body: ${request}
    headers: {accept: ['*/*']}
    method: POST
    uri: ${URL_OF_CHAT}
  response:
    headers: ${headers}
    ${response === '' ? `body: {string: ${JSON.stringify(STREAM)}}` : response}
    status: {code: 200, message: OK}`;
const cassetteOf = (...parts: Parts[]) =>
  `interactions:${parts.map(interaction).join('')}\nversion: 1\n`;
const binary = (bytes: Uint8Array) => `!!binary "${Buffer.from(bytes).toString('base64')}"`;

test.each([
  ['gzip', gzipSync(STREAM)],
  ['deflate', deflateSync(STREAM)],
  ['identity, gzip', gzipSync(STREAM)],
  ['gzip, deflate', deflateSync(gzipSync(STREAM))],
])('decompresses a body of %s', async (encoding, bytes) => {
  const headers = `{Content-Encoding: ["${encoding}"], Content-Length: ["9"], X-A: ["1"]}`;
  const yaml = cassetteOf({ response: `body: {string: ${binary(bytes)}}`, headers });
  const response = await responseOf(yaml);
  expect(response).toMatchObject({ body: STREAM, uncompressed: true, headers: { 'X-A': ['1'] } });
  expect(Object.keys(response.headers)).toEqual(['X-A']);
});

test('takes text for decompressed, whatever the headers say', async () => {
  const response = await responseOf(cassetteOf({ headers: '{content-encoding: [br]}' }));
  expect(response).toMatchObject({ body: STREAM, uncompressed: true, headers: {} });
});

test.each([
  ['bytes that are not a text', `body: {string: ${binary(Uint8Array.of(255, 0, 254))}}`],
  ['base64 of an older version', 'body: {base64_string: "/wD+"}'],
])('keeps %s', async (_, response) => {
  const headers = '{content-type: [application/octet-stream]}';
  expect((await responseOf(cassetteOf({ response, headers }))).body).toEqual({ base64: '/wD+' });
});

test.each([
  [
    'the stub for httpx',
    `content: ${JSON.stringify(STREAM)}\n    status_code: 200\n    http_version: HTTP/1.1`,
  ],
  ['Python 2', `body: {string: !!python/unicode ${JSON.stringify(STREAM)}}`],
  ['a plain body', `body: ${JSON.stringify(STREAM)}`],
])('reads what %s wrote', async (_, response) => {
  expect((await responseOf(cassetteOf({ response }))).body).toBe(STREAM);
});

test.each([
  ['a list of lines', String.raw`["Content-Type: text/event-stream\r\n", "X-A: b: c\r\n"]`],
  ['values without lists', '{Content-Type: text/event-stream, X-A: "b: c"}'],
])('reads headers as %s', async (_, headers) => {
  expect((await responseOf(cassetteOf({ headers }))).headers).toEqual({
    'Content-Type': ['text/event-stream'],
    'X-A': ['b: c'],
  });
});

test('reads what the JSON serializer writes', async () => {
  const request = {
    body: '{"messages": [{"role": "user", "content": "21 °C 😀"}]}',
    headers: { accept: ['*/*'] },
    method: 'POST',
    uri: URL_OF_CHAT,
  };
  const response = {
    body: { string: STREAM },
    headers: { 'content-type': ['text/event-stream'] },
    status: { code: 200, message: 'OK' },
  };
  const file = { version: 1, interactions: [{ request, response }] };
  // Python's json.dumps writes ASCII, and this indentation.
  const text = JSON.stringify(file, null, 4).replaceAll(
    /[^\0-\x7F]/g,
    (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
  const { format, cassette } = await importing(text);
  expect(format).toBe('vcrpy');
  expect(cassette.interactions[0]).toMatchObject({
    request: { body: request.body },
    response: { body: STREAM },
  });
});

const BYTES_IO = `!!python/object/new:_io.BytesIO
      state: !!python/tuple
      - !!binary |
        eyJhIjoxfQ==
      - 0
      - null`;

test.each<[string, Parts, string]>([
  ['a Python object as its request', { request: BYTES_IO }, '!!python/object/new:_io.BytesIO'],
  ['a map as its response', { response: 'body: {string: {a: 1}}' }, 'neither text nor !!binary'],
  [
    'brotli, or damage',
    {
      response: `body: {string: ${binary(Uint8Array.of(255))}}`,
      headers: '{content-encoding: br}',
    },
    'br',
  ],
  [
    'an unknown compression',
    { response: `body: {string: ${binary(Uint8Array.of(255))}}`, headers: '{content-encoding: x}' },
    'compressed with x, which cannot be decompressed here',
  ],
  [
    'a truncated gzip',
    {
      response: `body: {string: ${binary(gzipSync(STREAM).subarray(0, 50))}}`,
      headers: '{content-encoding: gzip}',
    },
    'is not gzip, as its headers say, or it is truncated',
  ],
])('skips an interaction with %s, and keeps the rest', async (_, parts, reason) => {
  const { cassette, skipped } = await importing(cassetteOf(parts, {}));
  expect(cassette.interactions).toHaveLength(1);
  expect(skipped).toEqual([
    { url: URL_OF_CHAT, method: 'POST', reason: expect.stringContaining(reason) },
  ]);
});

test('skips an interaction without a response', async () => {
  const yaml = cassetteOf({}).replace('version', `- request: {uri: "${URL_OF_CHAT}"}\nversion`);
  const { skipped } = await importing(yaml);
  expect(skipped).toEqual([
    { url: URL_OF_CHAT, method: '', reason: expect.stringContaining('trunc') },
  ]);
});

test('says that an interaction ends before its status', async () => {
  const { message } = await importError(RECORDED.slice(0, RECORDED.indexOf('    status')));
  expect(message).toContain('it has no status: the file may be truncated');
});

test('survives an alias to itself', async () => {
  const yaml = `interactions:\n- &a\n  request: &b {uri: "${URL_OF_CHAT}", body: *b, headers: [*a]}\n  response: *b\n`;
  expect((await importError(yaml)).message).toContain('it holds no completion');
});

test.each([
  ['in a body', RECORDED.slice(0, 450), 'bad-yaml'],
  ['in a key', `${RECORDED.slice(0, RECORDED.indexOf('headers'))}heade`, 'bad-yaml'],
  ['where it is not a list', `interactions: {uri: 1}\nx:\n  uri: 1\n`, 'wrong-type'],
])('tells the place of damage %s', async (_, yaml, code) => {
  const error = await importError(yaml);
  expect(error).toMatchObject({ code, file: 'recording.txt', line: expect.any(Number) });
  expect(error.message).toMatch(/recording\.txt:\d+:\d+/);
});
