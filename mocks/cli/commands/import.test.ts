import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { readCassette } from '../../node/cassette-files.ts';
import { runCommand } from '../../test/run-command.ts';
import { streamOfText } from '../../test/samples.ts';
import { temporaryFolder } from '../../test/temporary-folder.ts';

const URL = 'https://api.openai.com/v1/chat/completions';
const QUESTION = '{"stream":true,"messages":[{"role":"user","content":"Hi"}]}';

/** Writes a file, and imports it. */
async function importing(content: string, ...args: string[]) {
  const folder = temporaryFolder();
  const file = path.join(folder, 'answer.sse');
  const output = path.join(folder, 'new', 'chat.yaml');
  writeFileSync(file, content);
  const ran = await runCommand(['import', file, '-o', output, '--url', URL, ...args]);
  return { ...ran, folder, output };
}

test('a body becomes a cassette, and what it did not hold is reported', async () => {
  const { code, out, err, output } = await importing(streamOfText('Hello'), '--request', QUESTION);
  expect([code, err]).toEqual([0, '']);
  const [{ request, response } = expect.fail()] = readCassette(output).interactions;
  expect([request.url, request.body]).toEqual([URL, QUESTION]);
  expect(response.body).toBe(streamOfText('Hello'));
  expect(out()).toContain(`Wrote 1 interaction to ${output} (format: body).\n- `);
  expect(out()).toMatch(/status.+assumed/);
  expect(out()).toContain(`npx playhead show ${output}`);
});

test('the request can be in a file', async () => {
  const file = path.join(temporaryFolder(), 'question.json');
  writeFileSync(file, QUESTION);
  const { output } = await importing(streamOfText('Hello'), '--request', `@${file}`);
  expect(readCassette(output).interactions[0]!.request.body).toBe(QUESTION);
});

test('secrets are removed', async () => {
  const { out, output } = await importing(
    streamOfText('Ask help@corp.dev.'),
    '--request',
    QUESTION,
  );
  expect(readFileSync(output, 'utf8')).toContain('Ask REDACTED_EMAIL_1.');
  expect(out()).toMatch(/^Removed 1 × email \(response body, event 1\)\.$/m);
});

test('headers are left out as they are by record', async () => {
  const log = [
    '> POST /v1/chat/completions HTTP/1.1',
    '> Host: api.openai.com',
    '> X-Stainless-Lang: js',
    '> Content-Type: application/json',
    '>',
    '< HTTP/1.1 200 OK',
    '< content-type: text/event-stream',
    '< CF-Ray: 1',
    '<',
    streamOfText('Hello'),
  ].join('\n');
  const { out, output } = await importing(log);
  const [{ request, response } = expect.fail()] = readCassette(output).interactions;
  expect(request.headers).toEqual({ 'Content-Type': ['application/json'] });
  expect(response.headers).toEqual({ 'Content-Type': ['text/event-stream'] });
  expect(out()).toMatch(/^- Give the request body with --request @question\.json\.$/m);
});

test('an error names the flags to give', async () => {
  const folder = temporaryFolder();
  const file = path.join(folder, 'answer.sse');
  writeFileSync(file, streamOfText('Hello'));
  const { err } = await runCommand(['import', file, '-o', path.join(folder, 'a.yaml')]);
  expect(err).toMatch(
    /with url \(--url\), and the JSON of the request with request \(--request\)\.\n$/,
  );
});

test('--json says what was done', async () => {
  const { out, output } = await importing(streamOfText('Hello'), '--request', QUESTION, '--json');
  expect(JSON.parse(out())).toMatchObject({
    format: 'body',
    cassette: output,
    notes: expect.any(Array),
    skipped: [],
    removed: [],
  });
});

test('a cassette that is there stays, unless it is to be replaced', async () => {
  const folder = temporaryFolder();
  const [file, output] = [path.join(folder, 'a.sse'), path.join(folder, 'a.yaml')];
  writeFileSync(file, streamOfText('Hello'));
  writeFileSync(output, 'version: 2\ninteractions: []\n');
  const args = ['import', file, '-o', output, '--url', URL, '--request', QUESTION];
  const { code, err } = await runCommand(args);
  expect(code).toBe(1);
  expect(err).toMatch(/it exists\. .*--overwrite/);
  expect((await runCommand([...args, '--overwrite'])).code).toBe(0);
  expect(readCassette(output).interactions).toHaveLength(1);
});

test.each([
  [['missing.har'], 1, /^Cannot import missing\.har: it does not exist/],
  [['package.json', '-o', 'x.yaml'], 1, /^Cannot import/],
  [['a.har', '--format', 'hra'], 2, /har/],
  [
    ['a.har', '--request', '@missing.json'],
    2,
    /Cannot read missing\.json \(--request\): it does not exist\. Check the path\.\n$/,
  ],
  [[], 2, /file/],
])('%j ends with %d, and writes nothing', async (args, code, words) => {
  const ran = await runCommand(['import', ...args]);
  expect(ran.code).toBe(code);
  expect(ran.err).toMatch(words);
  expect(existsSync('x.yaml')).toBe(false);
});
