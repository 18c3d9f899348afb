import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { checkPackage, createPackageFromTarballData } from '@arethetypeswrong/core';
import { publint } from 'publint';
import { formatMessage } from 'publint/utils';
import { afterAll, beforeAll, expect, test } from 'vitest';
import manifest from '../../package.json' with { type: 'json' };
import { packPackage } from '../support/consumer.ts';

/** What Playwright puts into a page. It is read, not imported. */
const PAGE_SCRIPTS = ['mockServiceWorker', 'page', 'quality', 'server', 'service-worker', 'text'];

let folder: string;
let tarball: Buffer;

beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'playhead-'));
  const file = packPackage(folder);
  tarball = readFileSync(file);
  execFileSync('tar', ['-xzf', file, '-C', folder]);
  rmSync(file);
});

afterAll(() => rmSync(folder, { recursive: true }));

test('publint finds nothing wrong with the package', async () => {
  const buffer = new Uint8Array(tarball).buffer;
  const { messages, pkg } = await publint({ pack: { tarball: buffer }, strict: true });
  expect(messages.map((message) => formatMessage(message, pkg, { color: false }))).toEqual([]);
});

test('the types are those of what is imported, for all that import ES modules', async () => {
  const result = await checkPackage(createPackageFromTarballData(tarball));
  if (!result.types) throw new Error('The package has no types.');
  // As the profile "esm-only" has it: neither the resolution of Node 10 nor `require`.
  const ignored = new Set(['node10', 'node16-cjs']);
  const problems = result.problems.filter(
    (problem) => !('resolutionKind' in problem && ignored.has(problem.resolutionKind)),
  );
  expect(problems).toEqual([]);
  const doors = Object.keys(manifest.exports);
  expect(Object.keys(result.entrypoints).toSorted()).toEqual(doors.toSorted());
});

test('every file of the package is reached from a door, or is a page to read', () => {
  const root = path.join(folder, 'package');
  const files = readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((file) => statSync(path.join(root, file)).isFile())
    .map((file) => file.replaceAll(path.sep, '/'));
  const reached = reach(root, [...pathsIn(manifest.exports), ...pathsIn(manifest.bin)]);
  const scripts = PAGE_SCRIPTS.map((name) => `dist/page/${name}.js`);
  const stray = files.filter((file) => !reached.has(file) && !scripts.includes(file));
  expect(stray.filter((file) => !/^mocks\/.*\.md$/.test(file)).toSorted()).toEqual(
    ['LICENSE', 'README.md', 'SKILL.md'].filter((file) => existsSync(file)),
  );
  expect(files).toEqual(expect.arrayContaining([...reached, ...scripts]));
});

/** The files that a part of package.json names. */
function pathsIn(part: unknown): string[] {
  if (typeof part === 'string') return [path.posix.normalize(part)];
  return Object.values(part ?? {}).flatMap(pathsIn);
}

/** What is imported by these files, and by those in turn; code and types go together. */
function reach(root: string, from: string[]): Set<string> {
  const reached = new Set<string>();
  const queue = [...from];
  for (let file = queue.pop(); file !== undefined; file = queue.pop()) {
    if (reached.has(file)) continue;
    reached.add(file);
    const other = file.endsWith('.d.ts')
      ? file.replace(/\.d\.ts$/, '.js')
      : file.replace(/\.js$/, '.d.ts');
    if (existsSync(path.join(root, other))) queue.push(other);
    const text = readFileSync(path.join(root, file), 'utf8');
    for (const [, name] of text.matchAll(/(?:from|import) ?\(?['"](\.[^'"]+\.[jt]s)['"]/g)) {
      queue.push(path.posix.join(path.posix.dirname(file), name!.replace(/\.ts$/, '.js')));
    }
  }
  return reached;
}
