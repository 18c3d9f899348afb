import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { importError, importing, REQUEST, responseOf, STREAM } from '../../../test/importing.ts';
import { URL_OF_CHAT } from '../../../test/importing.ts';
import { bodyBytes } from '../../../wire/body.ts';

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');
const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64');
const chunksOf = (bytes: Uint8Array) => [bytes.subarray(0, 25), bytes.subarray(25)];

/** Makes a recording as the persister of Polly.JS 6 writes it. */
function recordingOf(content: object, headers: object[] = [], more: object = {}): object {
  return {
    log: {
      _recordingName: 'chat/answers',
      creator: { comment: 'persister:fs', name: 'Polly.JS', version: '6.0.6' },
      entries: [
        {
          _id: '0f0e1d2c3b4a',
          _order: 0,
          cache: {},
          request: {
            bodySize: REQUEST.length,
            cookies: [],
            headers: [
              { _fromType: 'array', name: 'content-type', value: 'application/json' },
              { name: 'host', value: 'api.openai.com' },
            ],
            headersSize: 180,
            httpVersion: 'HTTP/1.1',
            method: 'POST',
            postData: { mimeType: 'application/json', params: [], text: REQUEST },
            queryString: [],
            url: URL_OF_CHAT,
          },
          response: {
            bodySize: 300,
            content: { mimeType: 'text/event-stream; charset=utf-8', size: 300, ...content },
            cookies: [],
            headers: [
              { name: 'content-type', value: 'text/event-stream; charset=utf-8' },
              ...headers,
            ],
            headersSize: 420,
            httpVersion: 'HTTP/1.1',
            redirectURL: '',
            status: 200,
            statusText: 'OK',
          },
          startedDateTime: '2026-03-04T10:00:00.000Z',
          time: 320,
          timings: { blocked: -1, connect: -1, dns: -1, receive: 0, send: 0, ssl: -1, wait: 320 },
          ...more,
        },
      ],
      pages: [],
      version: '1.2',
    },
  };
}

const GZIP = { name: 'content-encoding', value: 'gzip' };
const zipped = gzipSync(STREAM);

test('reads the text of a body, byte for byte', async () => {
  const { format, cassette } = await importing(recordingOf({ text: STREAM }));
  expect(format).toBe('polly');
  expect(cassette.interactions[0]).toMatchObject({
    request: { url: URL_OF_CHAT, body: REQUEST, headers: { host: ['api.openai.com'] } },
    response: { code: 200, status: '200 OK', body: STREAM, duration: '320ms' },
  });
});

test.each([
  ['chunks in base64', { encoding: 'base64', text: JSON.stringify(chunksOf(zipped).map(base64)) }],
  ['chunks in hexadecimal', { _isBinary: true, text: JSON.stringify(chunksOf(zipped).map(hex)) }],
  ['one text in base64', { encoding: 'base64', text: base64(zipped) }],
  ['one text in hexadecimal', { _isBinary: true, text: hex(zipped) }],
])('decompresses what was kept as %s', async (_, content) => {
  const response = await responseOf(recordingOf(content, [GZIP]));
  expect(response).toMatchObject({ body: STREAM, uncompressed: true });
  expect(response.headers).not.toHaveProperty('content-encoding');
});

test('joins chunks in the middle of a character', async () => {
  const bytes = bodyBytes(STREAM);
  const at = bytes.indexOf(0xf0) + 2; // within the emoji
  const chunks = [bytes.subarray(0, at), bytes.subarray(at)].map(base64);
  const content = { encoding: 'base64', text: JSON.stringify(chunks) };
  expect((await responseOf(recordingOf(content))).body).toBe(STREAM);
});

test.each([
  ['half a chunk', { encoding: 'base64', text: JSON.stringify(['H4sI', '%']) }, 'is not base64'],
  ['odd hexadecimal', { _isBinary: true, text: '["abc"]' }, 'is not hexadecimal'],
  ['a truncated gzip', { encoding: 'base64', text: base64(zipped.subarray(0, 40)) }, 'is not gzip'],
])('says why %s cannot be read', async (_, content, reason) => {
  const { message } = await importError(recordingOf(content, [GZIP]));
  expect(message).toContain(reason);
});

test('tells where a recording is truncated', async () => {
  const text = JSON.stringify(recordingOf({ text: STREAM }), null, 2).slice(0, 700);
  const error = await importError(text);
  expect(error).toMatchObject({ code: 'bad-import', line: text.split('\n').length });
  expect(error.message).toContain('the JSON is damaged');
});

test('knows a recording without a name by its creator', async () => {
  const log = { creator: { name: 'Polly.JS' }, entries: [] };
  expect((await importError({ log }, { format: 'polly' })).message).toContain('no exchange');
});
