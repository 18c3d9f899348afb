import type { PackageManager } from './snapshot.ts';

const RUN = { npm: 'npx', pnpm: 'pnpm exec', yarn: 'yarn', bun: 'bunx' };
const INSTALL = {
  npm: 'npm install --save-dev',
  pnpm: 'pnpm add --save-dev',
  yarn: 'yarn add --dev',
  bun: 'bun add --dev',
};

/** Writes how a command of a package is run. */
export function runCommand(manager: PackageManager, command: string): string {
  return `${RUN[manager]} ${command}`;
}

/** Writes how a script of the project is run. */
export function startCommand(manager: PackageManager, script: string): string {
  return `${manager} run ${script}`;
}

/** Writes how packages are installed. */
export function installCommand(manager: PackageManager, packages: readonly string[]): string {
  return `${INSTALL[manager]} ${packages.join(' ')}`;
}
