import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { SYNTHETIC, WITH_CASSETTE } from './behaviours/all.ts';

const readme = readFileSync(path.join(import.meta.dirname, 'README.md'), 'utf8');

test('the README lists the behaviours, by id and title', () => {
  const rows = [...readme.matchAll(/^\| `([\w-]+)` +\| (.*?) +\|$/gm)];
  const behaviours = [...WITH_CASSETTE, ...SYNTHETIC.flatMap((each) => each.behaviours)];
  expect(rows.map(([, id, title]) => [id, title])).toEqual(
    behaviours.map(({ id, title }) => [id, title]),
  );
});
