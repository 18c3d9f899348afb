import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, renameSync } from 'node:fs';
import path from 'node:path';
import { findBrowsers } from '../support/setup/browser.ts';

// Packs the library as it is built, and tries it in projects that have installed it:
// `npm run consumers`, or `npm run consumers -- express-openai --repeat-each=50`.

const FOLDER = import.meta.dirname;
const ROOT = path.resolve(FOLDER, '../..');
const TARBALL = 'playhead.tgz';
/** Installs what the lockfile says, and the tarball whatever it says: that one changes with the library. */
const INSTALL = `npm install --no-save --no-audit --no-fund --ignore-scripts ../${TARBALL}`;
/** Shows so much of what a failed command has printed. */
const LINES_SHOWN = 80;

const names = readdirSync(FOLDER).filter((name) => existsSync(`${FOLDER}/${name}/package.json`));

try {
  main(process.argv.slice(2));
} catch (error) {
  console.error((error as Error).message);
  process.exitCode = 1;
}

function main(args: string[]): void {
  const [name] = args;
  const one = name !== undefined && !name.startsWith('-');
  if (one && !names.includes(name)) {
    throw new Error(`There is no project ${name}. The projects are ${names.join(', ')}.`);
  }
  const packed = run('npm pack --silent --ignore-scripts', ROOT);
  if (packed.problem) throw new Error(`Cannot pack the library: ${packed.problem}`);
  renameSync(path.join(ROOT, packed.output.trim().split('\n')[0]!), path.join(FOLDER, TARBALL));
  for (const each of one ? [name] : names) tryIn(each, args.slice(one ? 1 : 0));
}

/** Prints one line of what has come of a project, and why where it failed. */
function tryIn(name: string, options: string[]): void {
  const folder = path.join(FOLDER, name);
  const began = Date.now();
  const tests = [testCommand(folder), ...options].join(' ');
  for (const command of [INSTALL, tests]) {
    const { output, problem } = run(command, folder);
    const seconds = Math.round((Date.now() - began) / 1000);
    if (problem) {
      console.log(`${name}: FAILED after ${seconds} s at "${command}"\n${problem}\n`);
      process.exitCode = 1;
      return;
    }
    // Some runners count their files first.
    const passed = output.match(/\d+ passed/g)?.at(-1);
    if (command === tests) console.log(`${name}: ${passed}, ${seconds} s`);
  }
}

/** Names the command that runs the tests of a project: the specs, or what its `package.json` says. */
function testCommand(folder: string): string {
  const { scripts } = JSON.parse(readFileSync(`${folder}/package.json`, 'utf8')) as {
    scripts: { test: string };
  };
  const isPlaywright = scripts.test === 'playwright test';
  return isPlaywright ? 'npx playwright test --reporter=dot' : 'npm test --silent --';
}

/** Runs a command to its end; the problem is the end of what it has printed, where it failed. */
function run(command: string, cwd: string): { output: string; problem?: string } {
  const { status, error, stdout, stderr } = spawnSync(command, {
    cwd,
    shell: true,
    encoding: 'utf8',
    env: { ...process.env, ...browserOfThisMachine() },
    maxBuffer: 100 * 1024 * 1024,
  });
  const output = `${error ?? ''}${stdout}${stderr}`;
  if (status === 0) return { output };
  const lines = output.trimEnd().split('\n');
  return { output, problem: lines.slice(-LINES_SHOWN).join('\n') };
}

/** Names the browser of the system where Playwright has none of its own, which the projects take. */
function browserOfThisMachine(): Record<string, string> {
  const file = findBrowsers()[0]?.launch.executablePath;
  return file === undefined ? {} : { PLAYHEAD_BROWSER: file };
}
