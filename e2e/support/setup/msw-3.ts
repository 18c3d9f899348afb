import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { run } from './run.ts';

const FOLDER = path.resolve(import.meta.dirname, '../../msw-3');
const QUIET = ['--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];

/**
 * Installs the other major of MSW in a folder of its own. Its packages ask for Node 22, so that
 * npm would warn on Node 20; in the browser, where alone it is used, that does not matter.
 */
export function installMsw3(): void {
  if (versionIn('package-lock.json') === versionIn('node_modules/.package-lock.json')) return;
  const problem = run(['npm', 'ci', '--prefix', FOLDER, ...QUIET]);
  if (problem) throw new Error(`Cannot install MSW 3 in ${FOLDER}: ${problem}`);
}

function versionIn(lockfile: string): string | undefined {
  const file = path.join(FOLDER, lockfile);
  if (!existsSync(file)) return undefined;
  return /"node_modules\/msw": \{\s*"version": "(.*?)"/.exec(readFileSync(file, 'utf8'))?.[1];
}
