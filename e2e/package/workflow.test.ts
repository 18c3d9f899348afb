import { execFileSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { parse } from 'yaml';

/** What these tests read of a job in `.github/workflows/`. */
interface Job {
  needs?: string;
  container?: string;
  strategy?: { matrix: { shard: number[] } };
  steps: { run?: string; uses?: string }[];
}

const read = (file: string) => readFileSync(new URL(`../../${file}`, import.meta.url), 'utf8');

const { jobs } = parse(read('.github/workflows/e2e.yml')) as { jobs: Record<string, Job> };
const commands = commandsOf(jobs);
const publish = parse(read('.github/workflows/publish.yml')) as {
  permissions: Record<string, string>;
  jobs: Record<string, Job>;
};
const publishing = commandsOf(publish.jobs);

function commandsOf(all: Record<string, Job>): string[] {
  return Object.values(all).flatMap(({ steps }) => steps.flatMap(({ run = [] }) => run));
}

test('has a job for each task', () => {
  expect(Object.keys(jobs)).toEqual(['checks', 'e2e', 'browsers', 'report', 'snapshots']);
  expect(Object.keys(jobs)).toContain(jobs['report']!.needs);
});

test('runs the specs in the image of the installed Playwright', () => {
  const { version } = createRequire(import.meta.url)('@playwright/test/package.json') as {
    version: string;
  };
  const image = `mcr.microsoft.com/playwright:v${version}-noble`;
  const { checks, ...inImage } = jobs;
  expect(checks?.container).toBeUndefined();
  expect(new Set(Object.values(inImage).map((job) => job.container))).toEqual(new Set([image]));
});

test('calls scripts that exist', () => {
  const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };
  const called = [...commands, ...publishing].flatMap(
    (command) => /npm run (\S+)/.exec(command)?.[1] ?? [],
  );
  expect(new Set(called)).toEqual(
    new Set(['build', 'lint', 'types', 'unit', 'setup', 'snapshots', 'e2e:firefox', 'e2e:webkit']),
  );
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

test('publishes with the provenance of the repository that it runs in', () => {
  expect(publish.permissions).toEqual({ contents: 'read', 'id-token': 'write' });
  expect(publishing.at(-1)).toBe('npm publish --provenance --access public');
  const named = inCopyOfPackage('bash', ['-ec', publishing.at(-2)!], {
    GITHUB_SERVER_URL: 'https://github.example',
    GITHUB_REPOSITORY: 'someone/playhead',
  });
  expect(named).toMatchObject({
    repository: { type: 'git', url: 'git+https://github.example/someone/playhead.git' },
    homepage: 'https://github.example/someone/playhead#readme',
    bugs: { url: 'https://github.example/someone/playhead/issues' },
  });
});

test('npm has nothing to correct in package.json', () => {
  expect(inCopyOfPackage('npm', ['pkg', 'fix'])).toEqual(JSON.parse(read('package.json')));
});

/** Runs a command beside a copy of `package.json`, and gives what has become of the copy. */
function inCopyOfPackage(
  command: string,
  args: string[],
  env: Record<string, string> = {},
): object {
  const folder = mkdtempSync(path.join(tmpdir(), 'playhead-'));
  try {
    const file = path.join(folder, 'package.json');
    copyFileSync(new URL('../../package.json', import.meta.url), file);
    execFileSync(command, args, { cwd: folder, env: { ...process.env, ...env }, stdio: 'pipe' });
    return JSON.parse(readFileSync(file, 'utf8')) as object;
  } finally {
    rmSync(folder, { recursive: true });
  }
}
