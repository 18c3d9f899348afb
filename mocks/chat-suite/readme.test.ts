import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { SYNTHETIC } from './behaviours/synthetic.ts';
import { WITH_CASSETTE } from './behaviours/with-cassette.ts';

const FOLDER = import.meta.dirname;
const readme = readFileSync(path.join(FOLDER, 'README.md'), 'utf8');

test('the snippets of the README are files that the specs run, and short', () => {
  const snippets = [...readme.matchAll(/\((\S+)\):\n\n```ts\n([^]*?)```/g)];
  expect(snippets.map(([, file]) => path.basename(file!))).toEqual([
    'my-chat.ts',
    'my-chat.spec.ts',
  ]);
  for (const [, file, code] of snippets) {
    expect(code).toBe(readFileSync(path.join(FOLDER, file!), 'utf8'));
    expect(code!.split('\n').length).toBeLessThan(60);
  }
});

test('the README lists what is tested, in order', () => {
  const listed = [...readme.matchAll(/^- ([a-z][^.:\n]*)$/gm)].map(([, title]) => title);
  const behaviours = [...WITH_CASSETTE, ...SYNTHETIC.flatMap((each) => each.behaviours)];
  expect(listed).toEqual(behaviours.map(({ title }) => title));
});
