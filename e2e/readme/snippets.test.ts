import { readdirSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { findDocuments, readText, snippetsOf } from '../support/documents.ts';

/** Pages whose code has a test of its own. */
const OWN_TESTS: Record<string, string> = {
  'mocks/README.md': 'mocks/protocols/protocol.readme.test.ts',
  'mocks/cli/README.md': 'e2e/package/cassette-types.test.ts',
};

const pages = findDocuments()
  .map(({ file, text }) => ({ file, snippets: snippetsOf(text) }))
  .filter(({ snippets }) => snippets.length > 0);

test.each(pages.filter(({ file }) => !(file in OWN_TESTS)))(
  'shows code that the specs run: $file',
  ({ snippets }) => {
    for (const { line, code, file } of snippets) {
      expect(file, `the comment that names the file of the code in line ${line}`).toBeDefined();
      expect(code).toBe(readText(file!));
      expect(isRun(file!), `${file} is a spec, or is named in one`).toBe(true);
    }
  },
);

test.each(Object.entries(OWN_TESTS))('%s has a test of its own', (page, file) => {
  expect(pages.map((each) => each.file)).toContain(page);
  expect(readText(file)).toContain(`'${page}'`);
});

/** Tells whether a file is a spec, of a project that `npm run consumers` runs, or known to a file of ours that runs specs. */
function isRun(file: string): boolean {
  if (file.startsWith('e2e/consumers/')) return true;
  return file.endsWith('.spec.ts') || USERS.some((text) => text.includes(path.basename(file)));
}

const USERS = readdirSync('e2e', { recursive: true, encoding: 'utf8' })
  .filter((file) => /^(?:readme|package|support)\b.*\.ts$/.test(file) && !file.endsWith('.test.ts'))
  .map((file) => readText(path.join('e2e', file)));
