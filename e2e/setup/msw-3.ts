import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { run } from './command.ts';

const FOLDER = path.resolve(import.meta.dirname, '../msw-3');
const QUIET = ['--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];

/**
 * Installs the other major of MSW in a folder of its own. Its packages ask for Node 22, so that
 * npm would warn on Node 20; in the browser, where alone it is used, that does not matter.
 */
export async function installMsw3(): Promise<void> {
  if (versionIn('package-lock.json') === versionIn('node_modules/.package-lock.json')) return;
  const { ok, output } = await run(['npm', 'ci', '--prefix', FOLDER, ...QUIET], {
    timeout: 300_000,
  });
  if (!ok) throw new Error(`Cannot install MSW 3 in ${FOLDER}:\n${output.trim()}`);
}

function versionIn(lockfile: string): string | undefined {
  const file = path.join(FOLDER, lockfile);
  if (!existsSync(file)) return undefined;
  return /"node_modules\/msw": \{\s*"version": "(.*?)"/.exec(readFileSync(file, 'utf8'))?.[1];
}
