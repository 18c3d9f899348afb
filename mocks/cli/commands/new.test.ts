import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { readCassette } from '../../node/cassette-files.ts';
import { transcript } from '../../protocols/transcript.ts';
import { runCommand } from '../../test/run-command.ts';
import { temporaryFolder } from '../../test/temporary-folder.ts';

test('a cassette that says it is hand-made is written, along with its folder', async () => {
  const file = path.join(temporaryFolder(), 'new/hello.yaml');
  const { code, out, err } = await runCommand(['new', file]);
  expect([code, err]).toEqual([0, '']);
  expect(out()).toBe(`Wrote ${file}. Replay it with npx playhead serve ${file}\n`);
  expect(readFileSync(file, 'utf8')).toMatch(
    /^# Hand-made, not a recording: .+\n---\nversion: 2\n/,
  );
  expect(transcript(readCassette(file)).turns).toMatchObject([
    { text: 'Say hello' },
    { text: 'Hello there!' },
  ]);
});

test('the options say what it holds', async () => {
  const file = path.join(temporaryFolder(), 'a.yaml');
  const url = 'http://localhost:3000/v1/messages';
  const said = ['--question', 'Why?', '--answer', 'Because.', '--model', 'mine', '--url', url];
  await runCommand(['new', file, '--protocol', 'anthropic-messages', ...said]);
  const cassette = readCassette(file);
  expect(cassette.interactions[0]!.request).toMatchObject({
    url,
    body: expect.stringContaining('"mine"'),
  });
  expect(transcript(cassette).turns).toMatchObject([{ text: 'Why?' }, { text: 'Because.' }]);
});

test('a file that is there stays as it is', async () => {
  const file = path.join(temporaryFolder(), 'a.yaml');
  writeFileSync(file, 'mine');
  const { code, err } = await runCommand(['new', file]);
  expect(err).toBe(
    `Cannot write cassette ${file}: it exists. Choose another name, or delete it first.\n`,
  );
  expect(code).toBe(1);
  expect(readFileSync(file, 'utf8')).toBe('mine');
});

test('a folder of that name is named', async () => {
  const folder = path.join(temporaryFolder(), 'a.yaml');
  mkdirSync(folder);
  const { code, err } = await runCommand(['new', folder]);
  expect(err).toMatch(/^Cannot write cassette .+: it (?:exists|is a folder)\./);
  expect(code).toBe(1);
});

test.each([
  [['a.yml'], /^Invalid file: expected a name that ends in \.yaml, got "a\.yml"\.\n$/],
  [['.yaml'], /^Invalid file/],
  [['a.yaml', '--protocol', 'opnai-chat'], /Did you mean "openai-chat"\?/],
  [['a.yaml', '--url', 'example.com'], /^Invalid --url: expected a full URL/],
  [['a.yaml', '--url', 'ftp://example.com'], /^Invalid --url/],
])('%j is wrong usage', async (args, words) => {
  const { code, err } = await runCommand(['new', ...args]);
  expect(err).toMatch(words);
  expect(code).toBe(2);
});
