import { existsSync, readdirSync, statSync } from 'node:fs';
import { run } from './run.ts';

// Builds what the specs use, where it is older than its sources: a build takes 15 s, a look at the
// files one.

const SOURCES = ['mocks', 'demo-app/src', 'demo-app/index.html', 'demo-app/vite.config.ts'];
const LOCKS = ['package-lock.json', 'e2e/msw-3/package-lock.json'];
const MSW_3 = ['tsx', 'mocks/browser/bundle.ts', 'e2e/msw-3/dist', 'e2e/msw-3'];
const WITHOUT_SCHEDULER = [
  'tsx',
  'e2e/support/setup/without-scheduler.ts',
  'dist/page',
  'e2e/without-scheduler/dist',
];

const changed = Math.max(...[...SOURCES, ...LOCKS].flatMap(timesOf));

/** Lists the last file of each part of a build, which is there when the part is complete. */
const BUILDS: [made: string[], command: string[]][] = [
  [
    ['dist/index.js', 'dist/page/mockServiceWorker.js', 'demo-app/dist/index.html'],
    ['npm', 'run', '--silent', 'build'],
  ],
  [['e2e/msw-3/dist/mockServiceWorker.js'], ['npx', ...MSW_3]],
  [['e2e/without-scheduler/dist/text.js'], ['npx', ...WITHOUT_SCHEDULER]],
];

for (const [made, command] of BUILDS) {
  if (made.every((file) => existsSync(file) && statSync(file).mtimeMs > changed)) continue;
  const problem = run(command);
  if (problem) throw new Error(`Cannot build ${made.join(', ')}: ${problem}`);
}

/** Lists when a file, or all that is in a folder, has changed. Removing a file changes its folder. */
function timesOf(path: string): number[] {
  const { mtimeMs } = statSync(path);
  if (!statSync(path).isDirectory()) return [mtimeMs];
  return [mtimeMs, ...readdirSync(path).flatMap((name) => timesOf(`${path}/${name}`))];
}
