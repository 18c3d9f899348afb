import { type Browser, findBrowser, findBrowsers } from './browser.ts';
import { installers } from './installers.ts';
import { installMsw3 } from './msw-3.ts';
import { isKnownGood, rememberGood } from './known-good.ts';
import { tryBrowser } from './try-browser.ts';

try {
  const browser = await ensureBrowser();
  rememberGood(browser);
  await installMsw3();
  console.log(`Browser: ${browser.label}`);
} catch (error) {
  console.error((error as Error).message);
  process.exitCode = 1;
}

/** Finds a browser that starts, and installs one where there is none. */
async function ensureBrowser(): Promise<Browser> {
  const present = findBrowser();
  if (present && isKnownGood(present)) return present;
  let trouble = present && (await tryBrowser(present));
  if (present && !trouble) return present;
  if (present?.from === 'environment') {
    throw new Error(
      `Cannot start the browser of PLAYHEAD_BROWSER (${present.path}): ${trouble}. ` +
        'Set it to another one, or unset it.',
    );
  }

  const tried = present ? [`${present.label} at ${present.path}: ${trouble}`] : [];
  for (const { name, install } of installers()) {
    console.log(`Installing a browser: ${name}`);
    // An installer that fails may still have brought a browser: the rest of it is not needed here.
    const reason = await install();
    const installed = findBrowser();
    trouble = installed ? await tryBrowser(installed) : 'installed, yet nowhere to be found';
    if (installed && !trouble) return installed;
    tried.push(`${name}: ${reason ?? trouble}`);
  }
  throw new Error(await failure(tried));
}

async function failure(tried: string[]): Promise<string> {
  const list = tried.map((line) => `  - ${line.replaceAll('\n', '\n    ')}`).join('\n');
  return `Cannot find a browser for the tests: none starts, and none could be installed.\n${list}\n${await mend()}`;
}

/** The look-up takes the best browser; when that one is broken, a lesser one may well work. */
async function mend(): Promise<string> {
  for (const browser of findBrowsers().slice(1)) {
    if (!(await tryBrowser(browser))) {
      return `${browser.label} does start: set PLAYHEAD_BROWSER=${browser.path} to use it.`;
    }
  }
  return 'Install Chromium or Chrome, or set PLAYHEAD_BROWSER to the path of one, and try again.';
}
