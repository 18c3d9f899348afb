import { existsSync, readdirSync, statSync } from 'node:fs';
import { run } from './run.ts';

// Builds what the specs use, each part unless it is newer than all that it is made of: a run of the
// specs begins after a second, and not after a quarter of a minute.

const SOURCES = ['mocks', 'demo-app/src', 'demo-app/index.html', 'demo-app/vite.config.ts'];
const LOCKS = ['package-lock.json', 'e2e/msw-3/package-lock.json'];
const MSW_3 = ['tsx', 'mocks/browser/bundle.ts', 'e2e/msw-3/dist', 'e2e/msw-3'];

const changed = Math.max(...[...SOURCES, ...LOCKS].flatMap(timesOf));

for (const [made, command] of [
  ['demo-app/dist/index.html', ['npm', 'run', '--silent', 'build']],
  ['e2e/msw-3/dist/mockServiceWorker.js', ['npx', ...MSW_3]],
] as const) {
  if (existsSync(made) && statSync(made).mtimeMs > changed) continue;
  const problem = run([...command]);
  if (problem) throw new Error(`Cannot build ${made}: ${problem}`);
}

/** Lists when a file has changed, or everything in a folder: a file that is removed changes its folder. */
function timesOf(path: string): number[] {
  const { mtimeMs } = statSync(path);
  if (!statSync(path).isDirectory()) return [mtimeMs];
  return [mtimeMs, ...readdirSync(path).flatMap((name) => timesOf(`${path}/${name}`))];
}
