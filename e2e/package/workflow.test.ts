import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { expect, test } from 'vitest';
import { parse } from 'yaml';

/** What these tests read of `.github/workflows/e2e.yml`. */
interface Job {
  needs?: string;
  container?: string;
  strategy?: { matrix: { shard: number[] } };
  steps: { run?: string; uses?: string }[];
}

const read = (file: string) => readFileSync(new URL(`../../${file}`, import.meta.url), 'utf8');

const { jobs } = parse(read('.github/workflows/e2e.yml')) as { jobs: Record<string, Job> };
const commands = Object.values(jobs).flatMap(({ steps }) => steps.flatMap(({ run = [] }) => run));

test('has a job for each errand', () => {
  expect(Object.keys(jobs)).toEqual(['checks', 'e2e', 'report', 'snapshots']);
  expect(Object.keys(jobs)).toContain(jobs['report']!.needs);
});

test('runs the specs in the image of the installed Playwright', () => {
  const { version } = createRequire(import.meta.url)('@playwright/test/package.json') as {
    version: string;
  };
  const image = `mcr.microsoft.com/playwright:v${version}-noble`;
  const { e2e, report, snapshots } = jobs;
  expect([e2e, report, snapshots].map((job) => job?.container)).toEqual([image, image, image]);
});

test('calls scripts that exist', () => {
  const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };
  const called = commands.flatMap((command) => /npm run (\S+)/.exec(command)?.[1] ?? []);
  expect(called).toEqual(['build', 'lint', 'types', 'unit', 'setup', 'snapshots']);
  expect(Object.keys(scripts)).toEqual(expect.arrayContaining(called));
});

test('checks all that `npm test` checks', () => {
  const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };
  const steps = scripts['test']!.replaceAll('--silent ', '').split(' && ');
  const run = commands.map((command) => command.replace(/^npx /, ''));
  expect(run).toEqual(expect.arrayContaining(steps.filter((step) => step !== 'npm run specs')));
});

test('calls programs that are installed', () => {
  const called = commands.flatMap((command) => /npx (\S+)/.exec(command)?.[1] ?? []);
  expect(called).toContain('playwright');
  const bin = (name: string) => new URL(`../../node_modules/.bin/${name}`, import.meta.url);
  expect(called.filter((name) => !existsSync(bin(name)))).toEqual([]);
});

test('runs each shard once', () => {
  const { strategy, steps } = jobs['e2e']!;
  const command = steps.map(({ run }) => run ?? '').find((run) => run.includes('--shard'))!;
  const count = Number(/--shard=\$\{\{ matrix\.shard \}\}\/(\d+)/.exec(command)?.[1]);
  expect(strategy?.matrix.shard).toEqual(Array.from({ length: count }, (_, at) => at + 1));
});
