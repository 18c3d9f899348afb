import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import {
  importError,
  importing,
  REQUEST,
  responseOf,
  STREAM,
  URL_OF_CHAT,
} from '../../../test/importing.ts';
import { bodyBytes, concatBytes } from '../../../wire/body.ts';

/** What curl 7.88 draws, at the start and while it receives. */
const TITLE = `  % Total    % Received % Xferd  Average Speed   Time    Time     Time  Current
                                 Dload  Upload   Total   Spent    Left  Speed
`;
const START = '\r  0     0    0     0    0     0      0      0 --:--:-- --:--:-- --:--:--     0';
const METER = '\r100    84    0    69  100    15     16      3  0:00:05  0:00:04  0:00:01    19';
/** What curl 8.18 draws. */
const WIDE = '\r100   1030 100   1030   0      0  41629      0                              0';
const INTACT = '* Connection #0 to host api.openai.com left intact\n';

const ASK = [
  '*   Trying 192.0.2.1:443...',
  '* Connected to api.openai.com (192.0.2.1) port 443 (#0)',
  '* ALPN: offers h2,http/1.1',
  '} [5 bytes data]',
  '* TLSv1.3 (OUT), TLS handshake, Client hello (1):',
  '} [512 bytes data]',
  '* SSL connection using TLSv1.3 / TLS_AES_128_GCM_SHA256',
  '* using HTTP/2',
  '* h2h3 [:method: POST]',
  '* Using Stream ID: 1 (easy handle 0x55d0)',
  '> POST /v1/chat/completions HTTP/2\r',
  '> Host: api.openai.com\r',
  '> user-agent: curl/7.88.1\r',
  '> content-type: application/json\r',
  '> x-title: a: b\r',
  '> \r',
  '} [95 bytes data]',
  '* We are completely uploaded and fine',
];
const ANSWER = [
  '< HTTP/2 200 \r',
  '< content-type: text/event-stream; charset=utf-8\r',
  '< set-cookie: a=1\r',
  '< set-cookie: b=2\r',
  '< \r',
  '{ [141 bytes data]',
];
const lines = (...all: string[]) => all.map((line) => `${line}\n`).join('');
const HEAD = TITLE + START + lines(...ASK, ...ANSWER);
const END = `${METER}\n${INTACT}`;

describe('curl -v', () => {
  test('reads the request and the response out of what curl says', async () => {
    const { format, cassette, notes } = await importing(HEAD + STREAM + END, { request: REQUEST });
    expect(format).toBe('curl');
    expect(cassette.interactions).toEqual([
      {
        id: 0,
        request: {
          method: 'POST',
          url: URL_OF_CHAT,
          headers: {
            Host: ['api.openai.com'],
            'user-agent': ['curl/7.88.1'],
            'content-type': ['application/json'],
            'x-title': ['a: b'],
          },
          body: REQUEST,
        },
        response: {
          code: 200,
          headers: {
            'content-type': ['text/event-stream; charset=utf-8'],
            'set-cookie': ['a=1', 'b=2'],
          },
          body: STREAM,
        },
      },
    ]);
    expect(notes).toEqual(['Not recorded: event times.', 'Not recorded: network chunks.']);
  });

  test('says that it does not print the body of the request', async () => {
    const { notes } = await importing(HEAD + STREAM + END);
    expect(notes[0]).toBe('Not recorded: request bodies.');
  });

  const whole = bodyBytes(STREAM);
  const places = Array.from(whole, (_, at) => at);
  test.each([
    ['at every place', METER, places],
    ['within the emoji', METER, [whole.indexOf(0xf0) + 2]],
    ['of curl 8.18, at every place', WIDE, places],
  ])('takes the meter out of the body %s', async (_, meter, found) => {
    for (const at of found) {
      const pieces = [HEAD, whole.subarray(0, at), meter, whole.subarray(at), END];
      const log = pieces.map((each) => (typeof each === 'string' ? bodyBytes(each) : each));
      expect((await responseOf(concatBytes(log))).body).toBe(STREAM);
    }
  });

  test.each([METER, WIDE])('does not mistake body digits for the meter: %j', async (meter) => {
    const log = `${HEAD}data: 1${meter}23\n\n${END}`;
    expect((await responseOf(log)).body).toBe('data: 123\n\n');
  });

  test.each([
    ['without a meter', ''],
    ['drawn twice', METER],
  ])('reads a body that ends without a line end, with a meter %s', async (_, meter) => {
    const json = '{"choices":[{"message":{"content":"21 °C"}}]}';
    const answer = lines('< HTTP/1.1 200 OK\r', '< content-type: application/json\r', '< \r');
    const end = meter === '' ? INTACT : meter + END;
    const log = `${lines(...ASK)}${answer}{ [45 bytes data]\n${json}${end}`;
    expect(await responseOf(log)).toMatchObject({ body: json, status: '200 OK' });
  });

  test('is not slow where a body looks like a meter', async () => {
    const body = `data: \r${'1 '.repeat(100_000)}\n\n`;
    expect((await responseOf(HEAD + body + END)).body).toBe(body);
  });

  test('reads a body that was buffered until the end', async () => {
    expect((await responseOf(HEAD + END + STREAM)).body).toBe(STREAM);
  });

  test('keeps lines of a body of plain text that begin like lines of curl', async () => {
    const text = '* one\n> two\n< three\n{ four\n';
    const answer = lines('< HTTP/1.1 200 OK\r', '< Content-Type: text/plain\r', '< \r');
    const log = `${lines(...ASK)}${answer}${text}${INTACT}`;
    expect((await responseOf(log)).body).toBe(text);
  });

  test('leaves out the head that -i prints again', async () => {
    const head = 'HTTP/2 200 \r\ncontent-type: text/event-stream\r\n\r\n';
    expect((await responseOf(HEAD + head + STREAM + END)).body).toBe(STREAM);
  });

  test('reads the log as a terminal shows it', async () => {
    const log = lines(...ASK, ...ANSWER).replaceAll('\r', '') + STREAM + INTACT;
    expect((await responseOf(log.replace(/^[{}] \[.*\n/gm, ''))).body).toBe(STREAM);
  });

  test('passes over an interim response and its head', async () => {
    const interim = lines('< HTTP/1.1 100 Continue\r', '< \r', '* What curl says one day');
    expect(await responseOf(lines(...ASK) + interim + lines(...ANSWER) + STREAM)).toMatchObject({
      code: 200,
      body: STREAM,
    });
  });

  test('reads each request of a log, and skips a redirect', async () => {
    const redirect = lines('< HTTP/2 307 \r', '< location: /v1/chat/completions\r', '< \r');
    const again = lines(
      "* Issue another request to this URL: 'https://api.openai.com/v1/chat/completions'",
      '* Found bundle for host: 0x55d9a3e7bcb0 [can multiplex]',
      '* Re-using existing connection #0 with host api.openai.com',
    );
    const log = `${lines(...ASK)}${redirect}${INTACT}${again}${HEAD}${STREAM}${END}${HEAD}${STREAM}${END}`;
    const { cassette, skipped } = await importing(log, { request: REQUEST });
    expect(cassette.interactions.map(({ response }) => response.body)).toEqual([STREAM, STREAM]);
    expect(skipped).toEqual([
      { method: 'POST', url: URL_OF_CHAT, reason: expect.stringContaining('a redirect') },
    ]);
  });

  test('decompresses what curl prints as it came', async () => {
    const gzip = lines('< HTTP/2 200 \r', '< content-encoding: gzip\r', '< \r');
    const log = concatBytes([bodyBytes(lines(...ASK) + gzip), gzipSync(STREAM), bodyBytes(INTACT)]);
    expect(await responseOf(log)).toMatchObject({ body: STREAM, uncompressed: true });
  });

  test('says that a transfer failed, and keeps what came', async () => {
    const why = 'transfer closed with 441 bytes remaining to read';
    const cut = STREAM.slice(0, 40);
    const log = `${HEAD}${cut}${METER}* ${why}\n${METER}\n* Closing connection 0\ncurl: (18) ${why}\n`;
    const { cassette, notes } = await importing(log);
    expect(cassette.interactions[0]!.response.body).toBe(cut);
    expect(notes).toContain(`The transfer failed (curl: (18) ${why}): the body ends there.`);
  });

  test('takes the URL that is given', async () => {
    const url = 'https://proxy.test/v1/chat/completions';
    const { cassette } = await importing(HEAD + STREAM, { url });
    expect(cassette.interactions[0]!.request.url).toBe(url);
  });

  test.each([
    ['before the response', lines(...ASK), 'ends before the response'],
    ['in its headers', lines(...ASK, ...ANSWER.slice(0, 2)), 'ends in the headers'],
    ['after its headers', HEAD, 'curl printed no body of it'],
  ])('says that a log ends %s', async (_, log, words) => {
    const error = await importError(log);
    expect(error).toMatchObject({ code: 'bad-import', file: 'recording.txt' });
    expect(error.message).toContain(words);
  });
});

describe('curl -i', () => {
  const head = 'HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n';

  test('reads the head and the body', async () => {
    const options = { url: URL_OF_CHAT, request: REQUEST };
    const { cassette, notes } = await importing(head + STREAM, options);
    expect(cassette.interactions[0]).toEqual({
      id: 0,
      request: { method: 'POST', url: URL_OF_CHAT, headers: {}, body: REQUEST },
      response: {
        code: 200,
        status: '200 OK',
        headers: { 'Content-Type': ['text/event-stream'] },
        body: STREAM,
      },
    });
    expect(notes[0]).toBe('The method was not recorded: POST is assumed.');
  });

  test.each([
    ['a proxy', 'HTTP/1.1 200 Connection established\r\n\r\n'],
    ['an interim response', 'HTTP/1.1 100 Continue\r\n\r\n'],
    ['a redirect', 'HTTP/1.1 307 Temporary Redirect\r\nlocation: /b\r\n\r\n'],
  ])('passes over the head of %s', async (_, before) => {
    const { body, headers } = await responseOf(before + head + STREAM, { url: URL_OF_CHAT });
    expect(body).toBe(STREAM);
    expect(headers).toEqual({ 'Content-Type': ['text/event-stream'] });
  });

  test('keeps a body of CRLF', async () => {
    const crlf = STREAM.replaceAll(/\r?\n/g, '\r\n');
    expect((await responseOf(head + crlf, { url: URL_OF_CHAT })).body).toBe(crlf);
  });

  test('keeps an error, which is an answer too', async () => {
    const error = '{"error":{"message":"slow down"}}';
    const log = `HTTP/1.1 429 Too Many Requests\nContent-Type: application/json\n\n${error}`;
    expect(await responseOf(log, { url: URL_OF_CHAT })).toMatchObject({ code: 429, body: error });
  });

  test.each([
    ['has no URL', head + STREAM, {}, 'prints no URL. Give it with url (--url)'],
    ['ends in the headers', head.slice(0, 40), { url: URL_OF_CHAT }, 'ends in the headers'],
  ])('says that it %s', async (_, log, options, words) => {
    expect((await importError(log, options)).message).toContain(words);
  });
});
