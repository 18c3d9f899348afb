import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { ACCEPTANCE_RULES } from './acceptance.ts';

const readme = readFileSync(path.join(import.meta.dirname, 'README.md'), 'utf8');
const ROW = /^\| `([a-z-]+)` +\| (.*?) *\| (?:`+ ?(.*?) ?`+)? *\| \[.*?\]\((.*?)\) *\|$/gm;

test('the README shows every rule, by its protocol', () => {
  const shown = readme.split(/^### /m).flatMap((section) =>
    [...section.matchAll(ROW)].map(([, rule, appliesTo, providerMessage, source]) => {
      return { protocol: section.split('\n')[0], rule, appliesTo, providerMessage, source };
    }),
  );
  expect(shown).toEqual(
    ACCEPTANCE_RULES.map(({ protocol, rule, appliesTo = [], providerMessage, source }) => {
      return { protocol, rule, appliesTo: appliesTo.join(', '), providerMessage, source };
    }),
  );
});

test('every rule has a source that can be looked up, and a name of its own', () => {
  for (const { source } of ACCEPTANCE_RULES) expect(source).toMatch(/^https:\/\/\S+$/);
  const names = ACCEPTANCE_RULES.map(({ protocol, rule }) => `${protocol} ${rule}`);
  expect(new Set(names).size).toBe(names.length);
});
