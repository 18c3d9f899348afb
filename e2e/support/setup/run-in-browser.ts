import { spawnSync } from 'node:child_process';
import type { BrowserName } from './browser.ts';
import { installBrowser, playwrightCli } from './install-browser.ts';
import { installMsw3 } from './msw-3.ts';
import { skippedIn } from './skipped.ts';

// Runs the specs of `in-browser.ts` in another browser than Chromium: run-in-browser.ts firefox [arguments of Playwright]

const [browserName, ...args] = process.argv.slice(2) as [BrowserName, ...string[]];
try {
  const browser = await installBrowser(browserName);
  installMsw3();
  console.log(`Browser: ${browser.label}, ${browser.version}`);
  for (const { spec, title, reason, see } of skippedIn(browser)) {
    console.log(`Skipped: ${spec} › ${title}\n  ${reason}: ${see}`);
  }
  const [node, ...cli] = playwrightCli as [string, ...string[]];
  const env = { ...process.env, PLAYHEAD_BROWSER_NAME: browserName };
  const { status } = spawnSync(node, [...cli, 'test', ...args], { env, stdio: 'inherit' });
  process.exitCode = status ?? 1;
} catch (error) {
  console.error((error as Error).message);
  process.exitCode = 1;
}
