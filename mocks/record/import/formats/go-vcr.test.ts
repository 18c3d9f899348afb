import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { formatCassette } from '../../../cassette/format.ts';
import { parseCassette } from '../../../cassette/parse.ts';
import { importError, importing } from '../../../test/importing.ts';
import { recorded } from '../../../test/samples.ts';

test.each(recorded)('passes %s through', async (_, source) => {
  const { format, cassette, skipped } = await importing(formatCassette(source));
  expect(format).toBe('go-vcr');
  expect(skipped).toEqual([]);
  expect(cassette.interactions).toEqual(source.interactions.map((each, id) => ({ ...each, id })));
});

test('reads the file of the recorder itself', async () => {
  const text = readFileSync('cassettes/groq/tool_streaming.yaml', 'utf8');
  const { cassette } = await importing(text);
  expect(cassette).toEqual(parseCassette(text, { file: 'recording.txt' }));
});

test('keeps what is not a completion: it was meant for a cassette', async () => {
  const { cassette } = await importing(
    'interactions:\n- request: {url: "https://a.test/", method: GET}\n  response: {code: 204}\n',
  );
  expect(cassette.interactions).toHaveLength(1);
});

test.each([
  ['version 1', 'version: 1\ninteractions: []\n', 'bad-version', 'go-vcr v3'],
  ['a truncated file', 'interactions:\n- request: {url: "ht', 'bad-yaml', 'truncated'],
  ['a damaged interaction', 'interactions:\n- request: 5\n', 'missing-key', 'no "response"'],
])('refuses %s as parseCassette does', async (_, text, code, words) => {
  const error = await importError(text);
  expect(error).toMatchObject({ code, file: 'recording.txt', line: expect.any(Number) });
  expect(error.message).toContain(words);
});
