import { execSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from '@playwright/test';

// One after the other: Vite builds a project once at a time.
test.describe.configure({ mode: 'default' });

/** Words of a cassette, of the library, and of the YAML parser. */
const WORDS = {
  cassette: 'rather ',
  library: 'no recorded interaction',
  parser: 'Nested mappings',
};

/** Builds the app, and tells what its scripts hold. */
function build(folder: string, env: Record<string, string>): string[] {
  execSync(`npx vite build --outDir ${folder}`, { env: { ...process.env, ...env }, stdio: 'pipe' });
  const assets = path.join(folder, 'assets');
  const scripts = readdirSync(assets).filter((name) => name.endsWith('.js'));
  const code = scripts.map((name) => readFileSync(path.join(assets, name), 'utf8')).join('');
  expect(code.includes('looking …')).toBe(true);
  return Object.entries(WORDS).flatMap(([name, words]) => (code.includes(words) ? name : []));
}

test('a build for people has nothing of the mocks', ({}, testInfo) => {
  expect(build(testInfo.outputPath('dist'), {})).toEqual([]);
});

test('a build with mocks has the cassettes, and no YAML parser', ({}, testInfo) => {
  const found = build(testInfo.outputPath('dist'), { VITE_MOCK: '1' });
  expect(found).toEqual(['cassette', 'library']);
});

test('the types are right with MSW 2 and with MSW 3', () => {
  execSync('npm run types', { stdio: 'pipe' });
});
