import { createRequire } from 'node:module';
import { chromium } from '@playwright/test';
import { type Browser, findBrowsers } from './browser.ts';
import { launchOptions } from './launch.ts';
import { run } from './run.ts';

const playwright = [
  process.execPath,
  createRequire(import.meta.url).resolve('@playwright/test/cli'),
];
const asRoot = process.getuid?.() === 0 ? ['env'] : ['sudo', '-n', 'env'];
// Bounded, for networks that swallow packets, and patient with another apt that holds the lock.
const limits = ['Acquire::http::Timeout=20', 'Acquire::Retries=1', 'DPkg::Lock::Timeout=120'];
const quiet = ['DEBIAN_FRONTEND=noninteractive', 'apt-get', '-qq'];
const apt = [...asRoot, ...quiet, ...limits.flatMap((limit) => ['-o', limit])];
const aptInstall = [...apt, 'install', '-y', '--no-install-recommends'];

/** The ways to get a browser, the best first. */
const WAYS: [name: string, ...commands: string[][]][] = [
  [
    'npx playwright install --only-shell chromium',
    [...playwright, 'install', '--only-shell', 'chromium'],
  ],
  [
    'apt-get install chromium-headless-shell',
    [...apt, 'update'],
    [...aptInstall, 'chromium-headless-shell'],
  ],
  ['apt-get install chromium', [...aptInstall, 'chromium']],
  // Ubuntu has no such packages. A downloaded browser needs only libraries there.
  ['npx playwright install-deps chromium', [...asRoot, ...playwright, 'install-deps', 'chromium']],
];

/**
 * Finds a browser that starts, and installs one where there is none.
 *
 * @throws when none starts, with what was tried and why it failed.
 */
export async function installBrowser(): Promise<Browser> {
  const problems: string[] = [];
  const start = async (): Promise<Browser | undefined> => {
    const [browser] = findBrowsers();
    const problem = browser && (await tryToStart(browser));
    if (problem) problems.push(`${browser.path}: ${problem}`);
    return problem ? undefined : browser;
  };
  const found = await start();
  if (found) return found;
  const chosen = process.env['PLAYHEAD_BROWSER'];
  const ways = process.platform === 'linux' ? WAYS : WAYS.slice(0, 1);
  for (const [name, ...commands] of chosen ? [] : ways) {
    console.log(`Installing a browser: ${name}`);
    // Whether a browser starts decides, not whether each command worked.
    for (const command of commands) {
      const problem = run(command);
      if (problem) problems.push(`${name}: ${problem}`);
    }
    const installed = await start();
    if (installed) return installed;
  }
  throw new Error(
    `Cannot start a browser for the tests:\n  ${problems.join('\n').replaceAll('\n', '\n  ')}\n` +
      'Install Chromium or Chrome, or set PLAYHEAD_BROWSER to the path of one.',
  );
}

/** Opens an empty page. Resolves with the reason when that fails. */
async function tryToStart(browser: Browser): Promise<string | undefined> {
  try {
    const running = await chromium.launch({ ...launchOptions(browser), timeout: 20_000 });
    await running.newPage();
    await running.close();
    return undefined;
  } catch (error) {
    const lines = (error as Error).message.split('\n').slice(0, 5);
    return lines.map((line) => line.slice(0, 120)).join('\n');
  }
}
