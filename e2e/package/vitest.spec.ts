import { spawnSync } from 'node:child_process';
import { cpSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import { installPackage } from '../support/consumer.ts';
import { expect, test } from '../support/demo-app/fixtures.ts';

const ROOT = path.resolve(import.meta.dirname, '../..');
const TESTS = ['answer.test.js', 'leave.test.js'];

test('the built package holds streams in the unit tests of Vitest', ({}, testInfo) => {
  const folder = testInfo.outputPath('consumer');
  installPackage(folder);
  const modules = path.join(folder, 'node_modules');
  symlinkSync(path.join(ROOT, 'node_modules/vitest'), path.join(modules, 'vitest'), 'junction');
  for (const file of [...TESTS, 'ask.js']) {
    cpSync(path.join(ROOT, 'e2e/consumers/vitest', file), path.join(folder, file));
  }
  const cli = path.join(modules, 'vitest/vitest.mjs');
  const { status, stdout, stderr } = spawnSync(process.execPath, [cli, 'run', ...TESTS], {
    cwd: folder,
    encoding: 'utf8',
    env: { ...process.env, NO_COLOR: '1', FORCE_COLOR: undefined },
  });
  expect(status, stdout + stderr).toBe(0);
  expect(stdout).toMatch(/Tests +6 passed/);
});
