import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { findBrowser } from './browser.ts';
import { reasonOf, run } from './command.ts';
import { packageManagers } from './package-managers.ts';

/** One way to get a browser onto this machine. */
export interface Installer {
  name: string;
  /** Resolves with undefined when it worked, or else with the reason. */
  install: () => Promise<string | undefined>;
}

const minute = 60_000;

/** The ways to try, the best first. Each is asked for when the one before has not helped. */
export function* installers(): Generator<Installer> {
  yield {
    name: 'npx playwright install --only-shell chromium',
    install: async () =>
      process.env['PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD']
        ? 'PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD is set'
        : playwright(['install', '--only-shell', 'chromium']),
  };
  if (process.platform !== 'linux') return;

  // Downloaded, yet it does not start: a bare Linux lacks the libraries it needs.
  if (findBrowser()?.from === 'playwright') {
    yield {
      name: 'npx playwright install-deps chromium',
      install: async () =>
        rootPrefix() ? playwright(['install-deps', 'chromium']) : 'it needs root or sudo',
    };
  }
  const manager = packageManagers.find(({ program }) => isInstalled(program));
  if (!manager) return;
  for (const name of manager.packages) {
    yield {
      name: `${manager.program} install ${name}`,
      install: () => asRoot([...manager.prepare, manager.install(name)]),
    };
  }
}

function playwright(args: string[]): Promise<string | undefined> {
  const cli = createRequire(import.meta.url).resolve('@playwright/test/cli');
  return attempt([process.execPath, cli, ...args], {
    // It tries five times; the default of 30 s each makes a network that swallows packets slow.
    PLAYWRIGHT_DOWNLOAD_CONNECTION_TIMEOUT: '10000',
  });
}

/** Runs commands one after the other. Only the last has to work: it tells whether the rest did. */
async function asRoot(commands: string[][]): Promise<string | undefined> {
  const prefix = rootPrefix();
  if (!prefix) return 'it needs root or sudo';
  let reason: string | undefined;
  for (const command of commands) reason = await attempt([...prefix, ...command]);
  return reason;
}

async function attempt(command: string[], env = {}): Promise<string | undefined> {
  const { ok, output } = await run(command, { env, timeout: 10 * minute });
  return ok ? undefined : reasonOf(output);
}

/** What to put before a command that needs root, or undefined where that takes a password. */
function rootPrefix(): string[] | undefined {
  // Set by `env`, because sudo drops what the environment holds.
  const quiet = ['env', 'DEBIAN_FRONTEND=noninteractive'];
  if (process.getuid?.() === 0) return quiet;
  return spawnSync('sudo', ['-n', 'true']).status === 0 ? ['sudo', '-n', ...quiet] : undefined;
}

function isInstalled(program: string): boolean {
  return spawnSync(program, ['--version']).error === undefined;
}
