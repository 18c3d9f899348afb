import { fileURLToPath } from 'node:url';
import type { LaunchOptions } from '@playwright/test';
import { type Browser, findBrowsers } from './browser.ts';

/**
 * Starts Chromium so that it draws the same picture each time. Measured with Chromium 156, headless
 * shell and whole browser: equal to the last bit. Playwright itself sees to the sandbox, the colour
 * profile, the scroll bars and to a browser that calls nobody.
 */
export function launchOptions(browser: Browser | undefined = findBrowsers()[0]): LaunchOptions {
  if (browser && browser.browserName !== 'chromium') return browser.launch;
  return {
    ...browser?.launch,
    args: [
      // Hinting bends glyphs to the pixel grid, by rules that differ between builds. The headless
      // shell takes this flag; a whole browser ignores it and asks fontconfig, hence fonts.conf.
      '--font-render-hinting=none',
      // A graphics card rounds the edges of curves in its own way.
      '--disable-gpu',
      // Repainting a part of a tile rounds curves in another way than painting all of it.
      '--disable-partial-raster',
      // Compiles no function before its first call: a page of a test lives for a second, and calls few.
      '--js-flags=--max-lazy',
    ],
    ...(process.platform === 'linux' && {
      env: {
        ...process.env,
        FONTCONFIG_FILE: fileURLToPath(new URL('fonts.conf', import.meta.url)),
      },
    }),
  };
}

/**
 * The same, with pages that isolate their browsing context, as the demo app does, kept in the process
 * of their blank start: a second process costs a quarter of a page.
 */
export function launchInOneProcess(): LaunchOptions {
  const { args = [], ...options } = launchOptions();
  return { ...options, args: [...args, '--renderer-process-limit=1'] };
}
