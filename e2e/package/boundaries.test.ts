import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { BOUNDARIES } from '../../oxlint.config.ts';

const read = (file: string) => readFileSync(new URL(`../../${file}`, import.meta.url), 'utf8');

test('mocks/README.md shows the boundaries that the linter keeps', () => {
  const rows = read('mocks/README.md').matchAll(/^\| `(.+?)\/` +\|.*?\| (.*?) *\| (.*?) *\|$/gm);
  const shown = [...rows].map((row) => row.slice(1, 4).map((cell) => cell.replaceAll(/[`–]/g, '')));
  expect(shown).toEqual(BOUNDARIES.map(([folder, ...cells]) => [folder, ...cells.slice(0, 2)]));
});
