import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { chromeEntry, type EntryOptions, harOf } from '../../test/har.ts';
import { importError, importing, REQUEST, STREAM, URL_OF_CHAT } from '../../test/importing.ts';
import { PlayheadError } from '../../util/error.ts';
import { IMPORT_FORMATS } from './formats.ts';
import { importRecording } from './import.ts';

const importEntries = (...entries: EntryOptions[]) => importing(harOf(entries.map(chromeEntry)));
const urlsOf = async (...entries: EntryOptions[]) => {
  const { cassette } = await importEntries(...entries);
  return cassette.interactions.map(({ request }) => request.url);
};

const JSON_TYPE = { mimeType: 'application/json' };
const own = { url: 'https://app.test/api/ask', request: '{"question":"How warm?"}' };
const OWN_STREAM = 'data: {"word":"21"}\n\ndata: {"word":"°C"}\n\n';

describe('what is kept', () => {
  test.each<[string, EntryOptions]>([
    [
      'models',
      { ...JSON_TYPE, method: 'GET', url: 'https://a.test/v1/models', content: { text: '{}' } },
    ],
    ['embeddings', { ...JSON_TYPE, url: 'https://a.test/v1/embeddings', content: { text: '{}' } }],
    [
      'moderations',
      { ...JSON_TYPE, url: 'https://a.test/v1/moderations', content: { text: '{}' } },
    ],
  ])('is the side call for %s beside a completion', async (_, options) => {
    expect(await urlsOf(options, {})).toEqual([options.url, URL_OF_CHAT]);
  });

  test.each<[string, EntryOptions]>([
    ['a page of models', { method: 'GET', url: 'https://a.test/models', mimeType: 'text/html' }],
    ['other JSON', { ...JSON_TYPE, url: 'https://a.test/track', content: { text: '{"a":1}' } }],
    ['another stream', { ...own, content: { text: OWN_STREAM } }],
    [
      'the history of a chat',
      { ...JSON_TYPE, method: 'GET', url: 'https://a.test/api/chat', content: { text: '[]' } },
    ],
  ])('is not %s beside a completion', async (_, options) => {
    const { cassette, skipped } = await importEntries(options, {});
    expect(cassette.interactions.map(({ request }) => request.url)).toEqual([URL_OF_CHAT]);
    expect(skipped).toEqual([
      { url: options.url, method: expect.any(String), reason: 'it is not a completion' },
    ]);
  });

  test('is an error that answers a completion, a gateway’s page too', async () => {
    const page = '<html>Bad gateway</html>';
    const { cassette } = await importEntries(
      { status: 429, ...JSON_TYPE, content: { text: '{"error":{"message":"slow"}}' } },
      { status: 502, mimeType: 'text/html', content: { text: page } },
      {},
    );
    expect(cassette.interactions.map(({ response }) => response.code)).toEqual([429, 502, 200]);
  });

  test('is every stream where no exchange is of a known protocol', async () => {
    const { cassette, notes, skipped } = await importEntries(
      { ...own, content: { text: OWN_STREAM } },
      { ...own, mimeType: 'application/x-ndjson', content: { text: '{"a":1}\n{"b":2}\n' } },
      { ...own, ...JSON_TYPE, content: { text: '{"a":1}' } },
    );
    expect(cassette.interactions).toHaveLength(2);
    expect(skipped).toHaveLength(1);
    expect(notes[0]).toBe(
      'No exchange is of a known protocol: every response that is a stream was kept.',
    );
  });

  test('is an EventSource too', async () => {
    const url = 'https://app.test/events?question=a';
    const options = { url, method: 'GET', request: '', content: { text: OWN_STREAM } };
    expect(await urlsOf(options)).toEqual([url]);
  });
});

describe('options', () => {
  test.each([
    [{ format: 'harr' }, 'Did you mean "har"?'],
    [{ format: 'toString' }, 'Invalid format'],
    [{ url: '/v1/chat' }, 'Invalid url (--url): expected a URL with http or https'],
    [{ method: 'TRACE' }, 'Invalid method'],
    [{ request: 'hello' }, 'Invalid request (--request): expected JSON as a string'],
    [{ request: {} }, 'Invalid request'],
    [{ file: 5 }, 'Invalid file'],
    [{ readFile: 'a' }, 'Invalid readFile'],
    [{ formt: 'har' }, 'Unknown option "formt". Did you mean "format"?'],
  ])('are checked: %j', async (options, words) => {
    const error = await importError(STREAM, options as object);
    expect(error.code).toBe('bad-option');
    expect(error.message).toContain(words);
  });

  test('a format that is named is not detected', async () => {
    const text = JSON.stringify({ choices: [{ message: { content: JSON.stringify(harOf([])) } }] });
    const options = { url: URL_OF_CHAT, request: REQUEST, format: 'body' } as const;
    expect((await importing(text, options)).format).toBe('body');
  });

  test('the name of the file is that of the cassette, for messages', async () => {
    const { cassette } = await importRecording(new TextEncoder().encode(STREAM), {
      url: URL_OF_CHAT,
    });
    expect(cassette).not.toHaveProperty('file');
  });
});

describe('a file of no known format', () => {
  test('is refused with what was tried', async () => {
    const error = await importError('Dear diary,\n');
    expect(error).toMatchObject({ code: 'bad-import', file: 'recording.txt' });
    expect(error.message).toMatch(/^Cannot import recording\.txt: its format is unknown \(polly: /);
    for (const format of IMPORT_FORMATS) {
      expect(error.message).toContain(`${format}: `);
      expect(error.message).toContain(`'${format}'`);
    }
  });

  test.each(IMPORT_FORMATS)('is refused as %s where that is named', async (format) => {
    const error = await importError('Dear diary,\n', { format });
    expect(error.code).toBe('bad-import');
    expect(error.message).toContain(`it is not of the format ${format}: it`);
  });

  test.each([
    ['empty', new Uint8Array(), 'the file is empty'],
    ['UTF-16', Uint8Array.of(0xff, 0xfe, 0x7b, 0), 'it is UTF-16'],
    ['gzip', Uint8Array.of(0x1f, 0x8b, 8), 'compressed with gzip'],
    ['binary', Uint8Array.of(0xfe, 0xfe, 0xff, 0), 'its format is unknown'],
  ])('that is %s is named so', async (_, bytes, words) => {
    expect((await importError(bytes)).message).toContain(words);
  });

  test('that is damaged JSON is named so where its format is named', async () => {
    const error = await importError('{"log": {"entries": [}', { format: 'har' });
    expect(error.message).toContain('the JSON is damaged');
  });

  test('that is damaged JSON is refused as a format other than JSON', async () => {
    const error = await importError('{"log": {"entries": [}', { format: 'curl' });
    expect(error.message).toContain('it is not of the format curl');
  });

  test('that is nested too deeply is refused', async () => {
    const deep = `{"log":${'['.repeat(5000)}${']'.repeat(5000)}}`;
    expect((await importError(deep)).message).toContain('nested too deeply');
  });
});

/** Files of each format, to be damaged at random. */
const FILES = [
  JSON.stringify(harOf([chromeEntry()])),
  JSON.stringify(harOf([chromeEntry()], { _recordingName: 'a' })),
  `interactions:\n- request: {uri: "${URL_OF_CHAT}", method: POST, body: null}\n  response: {status: {code: 200}, body: {string: "data: a"}}\n`,
  `interactions:\n- request: {url: "${URL_OF_CHAT}", method: POST}\n  response: {code: 200, body: "data: a"}\n`,
  JSON.stringify({ fixtures: [{ match: { userMessage: 'a' }, response: { content: 'b' } }] }),
  JSON.stringify([{ httpRequest: { path: '/v1/chat/completions' }, httpResponse: { body: 'a' } }]),
  `> POST /v1/chat/completions HTTP/1.1\r\n> Host: a.test\r\n> \r\n< HTTP/1.1 200 OK\r\n< \r\n${STREAM}`,
  STREAM,
];

test('any damage gives an error of its own, never another', async () => {
  const damaged = fc
    .tuple(fc.constantFrom(...FILES), fc.nat(), fc.nat(40), fc.string({ maxLength: 5 }))
    .map(([file, from, length, text]) => {
      const at = from % file.length;
      return file.slice(0, at) + text + file.slice(at + length);
    });
  const property = fc.asyncProperty(damaged, async (file) => {
    const outcome = await importing(file, { url: URL_OF_CHAT }).catch((error: unknown) => error);
    if (outcome instanceof Error && !(outcome instanceof PlayheadError)) throw outcome;
  });
  const found = FILES.map((file): [string] => [file.replace('POST', 'aPOST')]);
  await expect(fc.assert(property, { numRuns: 400, examples: found })).resolves.toBeUndefined();
});
