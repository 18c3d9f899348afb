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

test('the types match what is imported, for consumers that import ES modules', async () => {
  const result = await checkPackage(createPackageFromTarballData(tarball));
  if (!result.types) throw new Error('The package has no types.');
  // As the profile "esm-only" has it: neither the resolution of Node 10 nor `require`.
  const ignored = new Set(['node10', 'node16-cjs']);
  const problems = result.problems.filter(
    (problem) => !('resolutionKind' in problem && ignored.has(problem.resolutionKind)),
  );
  expect(problems).toEqual([]);
  const entryPoints = Object.keys(manifest.exports);
  expect(Object.keys(result.entrypoints).toSorted()).toEqual(entryPoints.toSorted());
});

test('every file of the package is reachable from an export, or is documentation', () => {
  const root = path.join(folder, 'package');
  const files = readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((file) => statSync(path.join(root, file)).isFile())
    .map((file) => file.replaceAll(path.sep, '/'));
  const entryPoints = [...pathsIn(manifest.exports), ...pathsIn(manifest.bin)];
  const reached = reach(entryPoints, (file) => [
    ...importsOf(root, file),
    ...counterpartOf(root, file),
  ]);
  const scripts = PAGE_SCRIPTS.map((name) => `dist/page/${name}.js`);
  const stray = files.filter((file) => !reached.has(file) && !scripts.includes(file));
  expect(stray.filter((file) => !/^mocks\/.*\.md$/.test(file)).toSorted()).toEqual(
    ['LICENSE', 'README.md', 'SKILL.md'].filter((file) => existsSync(file)),
  );
  expect([...reached, ...scripts].filter((file) => !files.includes(file))).toEqual([]);
});

test('the types of the package need none of another package of types', () => {
  const root = path.join(folder, 'package');
  const types = pathsIn(manifest.exports).filter((file) => file.endsWith('.d.ts'));
  const reached = reach(types, (file) =>
    importsOf(root, file).map((each) => each.replace(/\.js$/, '.d.ts')),
  );
  const texts = [...reached].map((file) => readFileSync(path.join(root, file), 'utf8'));
  const packages = texts.flatMap((text) => [...text.matchAll(/from ['"]([^.'"][^'"]*)['"]/g)]);
  const elsewhere = packages.filter(([, name]) => existsSync(`node_modules/@types/${name}`));
  expect(elsewhere.map(([statement]) => statement)).toEqual([]);
});

/** Lists the files that a part of package.json names. */
function pathsIn(part: unknown): string[] {
  if (typeof part === 'string') return [path.posix.normalize(part)];
  return Object.values(part ?? {}).flatMap(pathsIn);
}

/** Collects these files, those that follow from them, and so on. */
function reach(from: string[], next: (file: string) => string[]): Set<string> {
  const reached = new Set<string>();
  const queue = [...from];
  for (let file = queue.pop(); file !== undefined; file = queue.pop()) {
    if (reached.has(file)) continue;
    reached.add(file);
    queue.push(...next(file));
  }
  return reached;
}

/** Lists the files of the package that a file imports, as code. */
function importsOf(root: string, file: string): string[] {
  const text = readFileSync(path.join(root, file), 'utf8');
  const names = text.matchAll(/(?:from|import) ?\(?['"](\.[^'"]+\.[jt]s)['"]/g);
  return [...names].map(([, name]) =>
    path.posix.join(path.posix.dirname(file), name!.replace(/\.ts$/, '.js')),
  );
}

/** Finds the types of a file, or the code that a file has the types of. */
function counterpartOf(root: string, file: string): string[] {
  const other = file.endsWith('.d.ts')
    ? file.replace(/\.d\.ts$/, '.js')
    : file.replace(/\.js$/, '.d.ts');
  return existsSync(path.join(root, other)) ? [other] : [];
}
