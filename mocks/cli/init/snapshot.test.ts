import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../../test/temporary-folder.ts';
import { readSnapshot } from './snapshot.ts';

function folderOf(files: Record<string, string>): string {
  const folder = temporaryFolder();
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    writeFileSync(path.join(folder, name), text);
  }
  return folder;
}

test('sources and settings are read; what is installed, built or large is not', () => {
  const folder = folderOf({
    'package.json': '{}',
    'tsconfig.json': '{}',
    'playwright.config.cts': 'a',
    'src/my app/App.vue': 'b',
    'node_modules/a/index.js': '',
    'dist/a.js': '',
    '.next/a.js': '',
    'src/a.css': '',
    'src/large.js': 'a'.repeat(200_001),
  });
  const { files } = readSnapshot(folder);
  expect(Object.keys(files).toSorted()).toEqual([
    'package.json',
    'playwright.config.cts',
    'src/my app/App.vue',
    'tsconfig.json',
  ]);
});

test('packages are found in the folders around, the nearest first', () => {
  const folder = folderOf({
    'node_modules/express/package.json': '{"version":"4.21.0"}',
    'node_modules/playhead/package.json': '{"version":"0.1.0"}',
    'app/node_modules/express/package.json': '{"version":"5.3.0"}',
    'app/node_modules/ai/package.json': 'broken',
    'app/package.json': '{}',
  });
  expect(readSnapshot(path.join(folder, 'app')).installed).toEqual({
    express: '5.3.0',
    playhead: '0.1.0',
  });
});

test.each([
  ['package-lock.json', 'npm'],
  ['pnpm-lock.yaml', 'pnpm'],
  ['yarn.lock', 'yarn'],
  ['bun.lock', 'bun'],
  ['bun.lockb', 'bun'],
])('%s is that of %s, in a folder around too', (file, manager) => {
  const folder = folderOf({ [file]: '', 'packages/app/package.json': '{}' });
  expect(readSnapshot(path.join(folder, 'packages/app')).manager).toBe(manager);
});
