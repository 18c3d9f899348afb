import { expect, test } from 'vitest';
import { chromeEntry, harOf, type EntryOptions } from '../../../test/har.ts';
import { importError, importing, STREAM } from '../../../test/importing.ts';
import { bodyBytes } from '../../../wire/body.ts';

const importEntries = (...entries: unknown[]) => importing(harOf(entries));

const PICTURE = { method: 'GET', url: 'https://a.test/a.png', mimeType: 'image/png' };
const GOOD = chromeEntry();
test.each<[string, EntryOptions, string]>([
  ['a picture', { ...PICTURE, content: { size: 9 } }, 'not a completion'],
  ['a preflight', { method: 'OPTIONS', status: 204 }, 'a CORS preflight'],
  ['a redirect', { status: 307 }, 'a redirect'],
  ['an aborted request', { status: 0 }, 'was aborted or blocked'],
  ['an aborted request of Playwright', { status: -1 }, 'was aborted or blocked'],
  ['a body that was dropped', { content: { size: 4000 } }, 'the browser kept no body of it'],
  ['a stream without a body', { content: {} }, 'the browser kept no body of it'],
  ['a stream without an end', { content: {} }, 'wait for the end of the response before you leave'],
  [
    'a stream of messages alone',
    { content: {}, more: { _eventSourceMessages: [{ time: 1, data: '{}' }] } },
    'the messages of the stream, but not its bytes',
  ],
  ['a WebSocket', { more: { _resourceType: 'websocket' } }, 'a WebSocket'],
  ['the messages of a WebSocket', { more: { _webSocketMessages: [] } }, 'a WebSocket'],
  ['an extension', { url: 'chrome-extension://abc/chat/completions' }, 'an invalid URL'],
  ['broken base64', { content: { text: '%%', encoding: 'base64' } }, 'is not base64'],
  ['half a character', { content: { text: 'data: \ud83d\n\n' } }, 'half of a character'],
  ['a body of another type', { content: { text: 'no event' } }, 'the body starts with "no event"'],
])('skips %s with the reason, and keeps the rest', async (_, options, reason) => {
  const { cassette, skipped } = await importEntries(chromeEntry(options), GOOD);
  expect(cassette.interactions).toHaveLength(1);
  expect(skipped).toEqual([
    {
      url: expect.any(String),
      method: expect.any(String),
      reason: expect.stringContaining(reason),
    },
  ]);
});

test('skips damaged entries, whatever is in them', async () => {
  const hostile = { toString: 1, valueOf: 1 };
  const damaged = [
    null,
    5,
    {},
    { request: hostile, response: hostile },
    { ...GOOD, request: [] },
    { ...GOOD, response: { status: hostile, content: hostile } },
    { ...GOOD, request: { ...(GOOD['request'] as object), url: hostile, method: hostile } },
    { ...GOOD, response: { status: 200, content: { text: hostile, size: hostile } } },
  ];
  const { cassette, skipped } = await importEntries(...damaged, GOOD);
  expect(cassette.interactions).toHaveLength(1);
  expect(skipped).toHaveLength(damaged.length);
});

test('treats odd values of less important fields as absent', async () => {
  const odd = { a: 1 };
  const more = { timings: odd, startedDateTime: odd, _eventSourceMessages: odd, time: odd };
  const { cassette } = await importEntries(chromeEntry({ more }));
  expect(cassette.interactions[0]!.response.body).toBe(STREAM);
});

test('says where a response was cut off, and where the browser kept less', async () => {
  const entry = chromeEntry({ content: { text: STREAM, size: 5000 } });
  const cut = { ...(entry['response'] as object), _error: 'net::ERR_ABORTED' };
  const { notes } = await importEntries({ ...entry, response: cut });
  expect(notes.join('\n')).toContain(
    'was cut off (net::ERR_ABORTED): its body ends where the connection broke.',
  );
  expect(notes.join('\n')).toContain(`${bodyBytes(STREAM).length} bytes of 5000`);
});

test('says how many requests have no body', async () => {
  const { notes } = await importEntries(GOOD, chromeEntry({ request: '' }));
  expect(notes).toContain('Not recorded: request bodies (1 of 2 requests).');
});

test.each([
  ['in its middle', JSON.stringify(harOf([GOOD])).slice(0, 900)],
  ['within a line', '{\n  "log": {\n    "entries": [\n      {"request": {"method": "PO'],
])('tells where a HAR is truncated %s', async (_, text) => {
  const error = await importError(text);
  expect(error).toMatchObject({ code: 'bad-import', file: 'recording.txt' });
  const lines = text.split('\n');
  expect(error.line).toBe(lines.length);
  expect(error.column).toBeGreaterThan(1);
  expect(error.message).toContain(`Cannot import recording.txt:${error.line}:`);
  expect(error.message).toContain('the JSON is damaged');
});

test('says what a HAR without a completion holds', async () => {
  const entries = [
    chromeEntry({ method: 'GET', url: 'https://a.test/logo.png', mimeType: 'image/png' }),
    chromeEntry({ content: { size: 50 } }),
  ];
  const { message } = await importError(harOf(entries));
  expect(message).toMatch(/^Cannot import recording\.txt: it holds no completion that can be repl/);
  // The completion comes first.
  expect(message).toMatch(/\(POST https:\S+: the browser kept no body.*; GET https:\S+logo\.png:/);
});

test('refuses a HAR without entries', async () => {
  expect((await importError(harOf([]))).message).toContain(
    'it holds no exchange. Record it again.',
  );
});
