import { existsSync } from 'node:fs';
import path from 'node:path';

/** The package managers, by their lockfiles. */
const LOCKFILES = {
  'package-lock.json': 'npm',
  'pnpm-lock.yaml': 'pnpm',
  'yarn.lock': 'yarn',
  'bun.lock': 'bun',
  'bun.lockb': 'bun',
} as const;

export type PackageManager = (typeof LOCKFILES)[keyof typeof LOCKFILES];

const RUN = { npm: 'npx', pnpm: 'pnpm exec', yarn: 'yarn', bun: 'bunx' };
const INSTALL = {
  npm: 'npm install --save-dev',
  pnpm: 'pnpm add --save-dev',
  yarn: 'yarn add --dev',
  bun: 'bun add --dev',
};

/** Finds the package manager of a project by the lockfile in the first of its folders that has one. */
export function managerOf(folders: readonly string[]): PackageManager {
  for (const folder of folders) {
    for (const [file, manager] of Object.entries(LOCKFILES)) {
      if (existsSync(path.join(folder, file))) return manager;
    }
  }
  return 'npm';
}

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
