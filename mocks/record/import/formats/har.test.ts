import { describe, expect, test } from 'vitest';
import { recorded } from '../../../test/samples.ts';
import { framesOf } from '../../../test/amazon.ts';
import { chromeEntry, harOf, type EntryOptions } from '../../../test/har.ts';
import { importError, importing, REQUEST, responseOf, STREAM } from '../../../test/importing.ts';
import { bodyBytes, toBinary } from '../../../wire/body.ts';

const importEntries = (...entries: unknown[]) => importing(harOf(entries));
const importEntry = async (options?: EntryOptions) => {
  const { cassette, notes } = await importEntries(chromeEntry(options));
  return { ...cassette.interactions[0]!, notes };
};
const base64 = (bytes: Uint8Array) => btoa(toBinary(bytes));

test('reads an entry of Chrome, byte for byte', async () => {
  const { request, response, notes } = await importEntry();
  expect(request).toEqual({
    method: 'POST',
    url: 'https://api.openai.com/v1/chat/completions',
    headers: { accept: ['*/*'], 'content-type': ['application/json'] },
    body: REQUEST,
  });
  expect(response).toEqual({
    code: 200,
    headers: { 'content-type': ['text/event-stream'] },
    body: STREAM,
    duration: '412.334ms',
  });
  expect(notes).toEqual(['Not recorded: event times.', 'Not recorded: network chunks.']);
});

test.each(recorded)(
  'reads %s back from the HAR that Chrome would write of it',
  async (_, source) => {
    const entries = source.interactions.map(({ request, response }) =>
      chromeEntry({
        url: request.url,
        method: request.method,
        status: response.code,
        request: request.body as string,
        mimeType: response.headers['Content-Type']?.[0] ?? 'text/event-stream',
        content:
          typeof response.body === 'string'
            ? { text: response.body, size: bodyBytes(response.body).length }
            : { text: response.body.base64, encoding: 'base64' },
      }),
    );
    const { cassette, skipped } = await importEntries(...entries);
    expect(skipped).toEqual([]);
    const bodies = (from: typeof source) =>
      from.interactions.map(({ request, response }) => [
        request.body,
        response.body,
        response.code,
      ]);
    expect(bodies(cassette)).toEqual(bodies(source));
  },
);

test('decodes base64, where bytes are not a text', async () => {
  const frames = framesOf(
    { event: 'messageStart', data: '{"role":"assistant"}' },
    { event: 'contentBlockDelta', data: '{"delta":{"text":"21 °C"}}' },
  );
  const url = 'https://bedrock-runtime.eu-west-1.amazonaws.com/model/some.model/converse-stream';
  const mimeType = 'application/vnd.amazon.eventstream';
  const content = { text: base64(frames), encoding: 'base64', size: frames.length };
  const { response } = await importEntry({ url, mimeType, content });
  expect(response.body).toEqual({ base64: base64(frames) });
});

test('decodes base64 of text to text', async () => {
  const content = { text: base64(bodyBytes(STREAM)), encoding: 'base64' };
  expect((await importEntry({ content })).response.body).toBe(STREAM);
});

test('takes off the compression that the browser has undone', async () => {
  const { response } = await importEntry({
    headers: [
      ['content-encoding', 'br'],
      ['Content-Length', '99'],
      ['x-kept', '1'],
    ],
  });
  expect(response).toMatchObject({ uncompressed: true, body: STREAM });
  expect(response.headers).toEqual({ 'content-type': ['text/event-stream'], 'x-kept': ['1'] });
});

test('leaves out the fragment of a URL, which is never sent', async () => {
  const { request } = await importEntry({ url: 'https://a.test/v1/chat/completions?a=1#b' });
  expect(request.url).toBe('https://a.test/v1/chat/completions?a=1');
});

test('keeps repeated headers in their order, joined by Chrome or not', async () => {
  const { response } = await importEntry({
    headers: [
      ['x-b', '2'],
      ['set-cookie', 'a=1\nb=2'],
      ['x-b', '1'],
    ],
  });
  expect(response.headers).toMatchObject({ 'x-b': ['2', '1'], 'set-cookie': ['a=1', 'b=2'] });
});

test('orders interactions by the start of their requests, and numbers them', async () => {
  const ask = (content: string) => JSON.stringify({ messages: [{ role: 'user', content }] });
  const { cassette } = await importEntries(
    chromeEntry({ request: ask('second'), startedDateTime: '2026-03-04T10:00:02.000Z' }),
    chromeEntry({ request: ask('first'), startedDateTime: '2026-03-04T11:00:01.500+01:00' }),
  );
  expect(cassette.interactions.map(({ id, request }) => [id, request.body])).toEqual([
    [0, ask('first')],
    [1, ask('second')],
  ]);
});

describe('the times of the events', () => {
  const messages = (...times: number[]) => ({
    more: {
      _eventSourceMessages: times.map((time) => ({
        time: Date.parse('2026-03-04T10:00:00.000Z') / 1000 + time,
        eventName: 'message',
        eventId: '',
        data: '{}',
      })),
    },
  });

  test('are those of the messages of Chrome, counted from the headers', async () => {
    const { response, notes } = await importEntry(messages(0.424, 0.5141, 1.0142));
    expect(response.event_times).toEqual([10, 100, 600]);
    expect(notes.join()).not.toContain('the times of the events');
  });

  test('are never before the headers: two clocks may differ a little', async () => {
    const { response } = await importEntry(messages(0.1, 0.5141, 1.0142));
    expect(response.event_times).toEqual([0, 100, 600]);
  });

  test.each([
    ['there are fewer messages than events', [0.5, 0.6]],
    ['they go back', [0.5, 0.9, 0.6]],
    ['they are of another clock', [9e6, 9e6, 9e6]],
  ])('are left out where %s', async (_, times) => {
    const { response } = await importEntry(messages(...times));
    expect(response).not.toHaveProperty('event_times');
  });
});

test('reads what Firefox writes', async () => {
  const entry = {
    startedDateTime: '2026-03-04T10:00:00.000+01:00',
    request: {
      bodySize: REQUEST.length,
      method: 'POST',
      url: 'https://api.openai.com/v1/chat/completions',
      httpVersion: 'HTTP/2',
      headers: [{ name: 'Host', value: 'api.openai.com' }],
      cookies: [],
      queryString: [],
      headersSize: 500,
      postData: { mimeType: 'application/json', params: [], text: REQUEST },
    },
    response: {
      status: 200,
      statusText: 'OK',
      httpVersion: 'HTTP/2',
      headers: [{ name: 'content-type', value: 'text/event-stream; charset=utf-8' }],
      cookies: [],
      content: {
        mimeType: 'text/event-stream; charset=utf-8',
        size: bodyBytes(STREAM).length,
        text: STREAM,
      },
      redirectURL: '',
      headersSize: 900,
      bodySize: 1200,
    },
    cache: {},
    timings: { blocked: 0, dns: 0, connect: 0, ssl: 0, send: 0, wait: 733, receive: 2 },
    time: 735,
    _securityState: 'secure',
    serverIPAddress: '192.0.2.1',
    connection: '443',
  };
  const browser = { name: 'Firefox', version: '131.0' };
  const { cassette } = await importing(harOf([entry], { creator: browser, browser }));
  expect(cassette.interactions[0]!.response).toMatchObject({
    status: '200 OK',
    duration: '733ms',
    body: STREAM,
  });
});

describe('a HAR of Playwright', () => {
  const creator = { name: 'Playwright', version: '1.56.1' };
  const attached = (content: object) =>
    harOf(
      [
        chromeEntry({
          content,
          more: { timings: { send: -1, wait: -1, receive: -1 }, _frameref: 'frame@1' },
        }),
      ],
      { creator, browser: { name: 'chromium', version: '140' } },
    );

  test('holds embedded bodies; a time of -1 is not a time', async () => {
    const response = await responseOf(attached({ text: STREAM, size: bodyBytes(STREAM).length }));
    expect(response.body).toBe(STREAM);
    expect(response).not.toHaveProperty('duration');
  });

  test('has its attached bodies read by readFile', async () => {
    const read: string[] = [];
    const response = await responseOf(attached({ _file: '0a1b.dat' }), {
      // eslint-disable-next-line typescript/require-await
      readFile: async (path) => {
        read.push(path);
        return bodyBytes(STREAM);
      },
    });
    expect(response.body).toBe(STREAM);
    expect(read).toEqual(['0a1b.dat']);
  });

  test('says what to do if attached bodies cannot be read', async () => {
    const { message } = await importError(attached({ _file: '0a1b.dat' }));
    expect(message).toContain('in a file of its own (0a1b.dat)');
    expect(message).toContain('`recordHar: { content: "embed" }`');
  });

  test('passes on why a file cannot be read', async () => {
    const { message } = await importError(attached({ _file: '0a1b.dat' }), {
      readFile: () => Promise.reject(new Error('no such file')),
    });
    expect(message).toContain('0a1b.dat cannot be read (no such file)');
  });

  test('names the way out of a zip', async () => {
    const error = await importError(Uint8Array.of(0x50, 0x4b, 3, 4, 20, 0));
    expect(error).toMatchObject({ code: 'bad-import', file: 'recording.txt' });
    expect(error.message).toContain('it is a zip archive. Unzip it');
  });
});

test('reads a HAR of 20 MB once', async () => {
  const text = `data: ${JSON.stringify({ pad: 'x'.repeat(100) })}\n\n`.repeat(1000);
  const asset = { method: 'GET', url: 'https://a.test/a.js', mimeType: 'text/javascript' };
  const assets = Array.from({ length: 150 }, () => chromeEntry({ ...asset, content: { text } }));
  const { skipped } = await importEntries(...assets, chromeEntry());
  expect(skipped).toHaveLength(150);
});
