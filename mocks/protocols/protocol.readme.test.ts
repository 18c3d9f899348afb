import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { streamOf } from '../test/samples.ts';
import { talk } from '../test/talk.ts';
import { readParts } from './transcript.ts';
import { foldParts } from './turn.ts';

const readme = readFileSync('mocks/README.md', 'utf8');

test('shows the protocol that is tested here', () => {
  const [, code] = /```ts\n([^]*?)```/.exec(readme)!;
  const file = readFileSync('mocks/test/talk.ts', 'utf8');
  expect(code!.replaceAll(/^ {3}/gm, '')).toBe(file.replaceAll('../protocols/', './'));
});

test('shows a protocol that reads streams and requests', () => {
  const headers = { 'Content-Type': ['text/event-stream'] };
  const body = streamOf({ say: 'Hello' }, { other: 1 }, 'no JSON', { say: ' there' });
  const parts = readParts(talk, { code: 200, headers, body }).flat();
  expect(foldParts(parts).text).toBe('Hello there');
  expect(talk.readRequest({ messages: [{ content: 'Hi' }] })?.messages).toEqual([
    { role: 'user', text: 'Hi' },
  ]);
  expect(talk.readJson({ say: 'Hi' })).toEqual([{ type: 'text', text: 'Hi' }]);
});

test('lists every folder of the library', () => {
  const folders = readdirSync('mocks', { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && entry.name !== 'test')
    .map(({ name }) => name);
  const listed = [...readme.matchAll(/^\| `([\w-]+)\/`/gm)].map(([, name]) => name!);
  expect(listed.toSorted()).toEqual(folders.toSorted());
});
