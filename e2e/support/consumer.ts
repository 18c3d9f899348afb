import { execFileSync, spawnSync } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

const ROOT = path.resolve(import.meta.dirname, '../..');

/**
 * A project that has installed the built package, as a user would: the packed files and nothing
 * else, beside the packages it asks for.
 * @param msw the folder of MSW, from the root of the repository
 */
export function installPackage(folder: string, msw = 'node_modules/msw'): void {
  const modules = path.join(folder, 'node_modules');
  mkdirSync(path.join(modules, 'playhead'), { recursive: true });
  // Of its own, else the name would mean the repository around it.
  writePackage(folder);
  const target = path.join(modules, 'playhead');
  execFileSync('tar', ['-xzf', packedOnce(), '--strip-components=1', '-C', target]);
  mkdirSync(path.join(modules, '@playwright'));
  for (const name of [
    'yaml',
    'commander',
    '@secretlint',
    '@types',
    '@playwright/test',
    'express',
    'openai',
  ]) {
    symlinkSync(path.join(ROOT, 'node_modules', name), path.join(modules, name), 'junction');
  }
  linkCommand(modules);
  symlinkSync(path.join(ROOT, msw), path.join(modules, 'msw'), 'junction');
  cpSync(path.join(ROOT, 'cassettes'), path.join(folder, 'cassettes'), { recursive: true });
  for (const file of ['node.mjs', 'page.js']) {
    cpSync(path.join(ROOT, 'e2e/package', file), path.join(folder, file));
  }
  cpSync(path.join(ROOT, 'e2e/package/held.fixture.ts'), path.join(folder, 'held.spec.ts'));
}

let tarball: string | undefined;

/** Gives the tarball of this process: packing it for each project would take longer than most tests. */
function packedOnce(): string {
  if (tarball === undefined) {
    const folder = mkdtempSync(path.join(tmpdir(), 'playhead-'));
    process.once('exit', () => rmSync(folder, { recursive: true }));
    tarball = packPackage(folder);
  }
  return tarball;
}

/** Packs the package as it is built, into a folder, and gives the path of the tarball. */
export function packPackage(folder: string): string {
  const output = npm('pack', '--json', '--ignore-scripts', '--pack-destination', folder);
  const [packed] = JSON.parse(output) as [{ filename: string }];
  return path.join(folder, packed.filename);
}

function writePackage(folder: string, more: object = {}): void {
  const content = { private: true, type: 'module', ...more };
  writeFileSync(path.join(folder, 'package.json'), JSON.stringify(content));
}

/** Makes the command of the package one that `npx` finds. */
function linkCommand(modules: string): void {
  const command = path.join(modules, 'playhead/dist/cli/playhead.js');
  chmodSync(command, 0o755);
  mkdirSync(path.join(modules, '.bin'));
  symlinkSync(command, path.join(modules, '.bin/playhead'));
}

/**
 * Writes a first spec into the project with `playhead init`, and gives the Playwright configuration
 * that comes of it.
 * @param url where the app runs
 */
export function initProject(
  folder: string,
  {
    type = 'module',
    scripts,
    url,
  }: { type?: string; scripts: Record<string, string>; url: string },
): string {
  const file = path.join(folder, 'playwright.config.ts');
  writeFileSync(
    file,
    "import { defineConfig } from '@playwright/test';\n\nexport default defineConfig({\n  use: {},\n});\n",
  );
  writePackage(folder, { type, scripts, devDependencies: { '@playwright/test': '*' } });
  const command = path.join(folder, 'node_modules/playhead/dist/cli/playhead.js');
  execFileSync(process.execPath, [command, 'init', '--yes', '--url', url], { cwd: folder });
  return readFileSync(file, 'utf8');
}

interface SpecsRun {
  /** Those of the browser that this runs in. */
  launchOptions: { executablePath?: string };
  /** The text of the Playwright configuration; it has a `use`. */
  config?: string;
  /** The scripts of the project. */
  scripts?: Record<string, string>;
  /** Default: all of them. */
  files?: readonly string[];
}

/** Runs specs of the project with Playwright, and gives what it printed. */
export function runSpecs(
  folder: string,
  { launchOptions, config = 'export default { use: {} };', scripts, files = [] }: SpecsRun,
): string {
  const inBrowser = config.replace('use: {', `$& launchOptions: ${JSON.stringify(launchOptions)},`);
  writeFileSync(path.join(folder, 'playwright.config.ts'), inBrowser);
  writePackage(folder, { scripts });
  const cli = path.join(folder, 'node_modules/@playwright/test/cli.js');
  const PLAYHEAD_BROWSER = launchOptions.executablePath; // where a configuration has options of its own
  const { stdout, stderr } = spawnSync(
    process.execPath,
    [cli, 'test', '--reporter=line', ...files],
    {
      cwd: folder,
      encoding: 'utf8',
      env: { ...process.env, TEST_WORKER_INDEX: undefined, PLAYHEAD_BROWSER },
    },
  );
  return stdout + stderr;
}

/** Runs a script of the project with plain Node and gives what it printed. */
export function run(folder: string, script: string): string {
  return execFileSync(process.execPath, [script], { cwd: folder, encoding: 'utf8' });
}

/** Compiles scripts of the project against the types of the package. */
export function checkTypes(folder: string, ...scripts: string[]): string {
  const options =
    '--noEmit --allowJs --checkJs --strict false --noImplicitAny --skipLibCheck --module nodenext --target es2023 --lib es2023,dom,dom.asynciterable --types node --ignoreConfig';
  const tsc = path.join(ROOT, 'node_modules/typescript/bin/tsc');
  return execFileSync(process.execPath, [tsc, ...options.split(' '), ...scripts], {
    cwd: folder,
    encoding: 'utf8',
  });
}

function npm(...args: string[]): string {
  return execFileSync('npm', args, {
    cwd: ROOT,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
    shell: process.platform === 'win32',
  });
}
