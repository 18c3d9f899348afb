import { createRequire } from 'node:module';
import { type Browser, type BrowserName, CHOOSES, findBrowsers, TYPES } from './browser.ts';
import { launchOptions } from './launch.ts';
import { run } from './run.ts';

/** Starts Playwright's command line. */
export const playwrightCli = [
  process.execPath,
  createRequire(import.meta.url).resolve('@playwright/test/cli'),
];
const asRoot = process.getuid?.() === 0 ? ['env'] : ['sudo', '-n', 'env'];
// Bounded, for networks that swallow packets, and patient with another apt that holds the lock.
const limits = ['Acquire::http::Timeout=20', 'Acquire::Retries=1', 'DPkg::Lock::Timeout=120'];
const quiet = ['DEBIAN_FRONTEND=noninteractive', 'apt-get', '-qq'];
const apt = [...asRoot, ...quiet, ...limits.flatMap((limit) => ['-o', limit])];
const aptInstall = [...apt, 'install', '-y', '--no-install-recommends'];

type Way = [name: string, ...commands: string[][]];

/** The ways to get a browser, the best first. */
const WAYS: Record<BrowserName, Way[]> = {
  chromium: [
    [
      'npx playwright install --only-shell chromium',
      [...playwrightCli, 'install', '--only-shell', 'chromium'],
    ],
    [
      'apt-get install chromium-headless-shell',
      [...apt, 'update'],
      [...aptInstall, 'chromium-headless-shell'],
    ],
    ['apt-get install chromium', [...aptInstall, 'chromium']],
    // Ubuntu has no such packages. A downloaded browser needs only libraries there.
    [
      'npx playwright install-deps chromium',
      [...asRoot, ...playwrightCli, 'install-deps', 'chromium'],
    ],
  ],
  firefox: [
    ['npx playwright install firefox', [...playwrightCli, 'install', 'firefox']],
    ['apt-get install firefox-esr', [...apt, 'update'], [...aptInstall, 'firefox-esr']],
    [
      'npx playwright install-deps firefox',
      [...asRoot, ...playwrightCli, 'install-deps', 'firefox'],
    ],
  ],
  // Only Playwright has one that it can drive, with a hundred packages of the system.
  webkit: [],
};

const HINTS: Record<BrowserName, string> = {
  chromium: 'Install Chromium or Chrome, or set PLAYHEAD_BROWSER to the path of one.',
  firefox: 'Install Firefox, or set PLAYHEAD_FIREFOX to the path of one.',
  webkit: 'Install that of Playwright: npx playwright install --with-deps webkit',
};

/**
 * Finds a browser that starts, and installs one where there is none.
 *
 * @throws when none starts, with what was tried and why it failed.
 */
export async function installBrowser(
  browserName: BrowserName = 'chromium',
): Promise<Browser & { version: string }> {
  const problems: string[] = [];
  const start = async () => {
    const [browser] = findBrowsers(browserName);
    if (!browser) return undefined;
    try {
      return { ...browser, version: await versionOf(browser) };
    } catch (error) {
      const lines = (error as Error).message.split('\n').slice(0, 5);
      problems.push(`${browser.path}: ${lines.map((line) => line.slice(0, 120)).join('\n')}`);
      return undefined;
    }
  };
  const found = await start();
  if (found) return found;
  const chosen = process.env[CHOOSES[browserName] ?? ''];
  const ways = process.platform === 'linux' ? WAYS[browserName] : WAYS[browserName].slice(0, 1);
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
    problems.length === 0
      ? `Cannot run the tests in ${browserName}: none is installed. ${HINTS[browserName]}`
      : `Cannot start a browser for the tests:\n  ${problems.join('\n').replaceAll('\n', '\n  ')}\n${HINTS[browserName]}`,
  );
}

/** Opens an empty page, and asks the browser for its version. */
async function versionOf(browser: Browser): Promise<string> {
  const options = { ...launchOptions(browser), timeout: 60_000 };
  const running = await TYPES[browser.browserName].launch(options);
  await running.newPage();
  await running.close();
  return running.version();
}
