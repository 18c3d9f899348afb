import { chromium } from '@playwright/test';
import type { Browser } from './browser.ts';
import { launchOptions } from './launch.ts';

/** Opens an empty page. Resolves with undefined when that works, or else with the reason. */
export async function tryBrowser(browser: Browser): Promise<string | undefined> {
  try {
    const running = await chromium.launch({ ...launchOptions(browser), timeout: 20_000 });
    await running.newPage();
    await running.close();
    return undefined;
  } catch (error) {
    return launchReason((error as Error).message);
  }
}

/** The telling line among the many of Playwright's launch error. */
function launchReason(message: string): string {
  const library = /error while loading shared libraries: ([^\s:]+)/.exec(message)?.[1];
  if (library) return `the system library ${library} is missing`;
  if (/missing dependencies|missing libraries/i.test(message))
    return 'system libraries are missing';
  const [first = 'it does not start'] = message
    .split('\n')
    .map((line) => line.replaceAll(/^browserType\.launch: |[║╔╗╚╝═]/g, '').trim())
    .filter((line) => line !== '');
  const said = /\[pid=\d+\]\[err\] (.*)/.exec(message)?.[1];
  return said ? `${first} ${said}` : first;
}
