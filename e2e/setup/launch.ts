import { fileURLToPath } from 'node:url';
import type { LaunchOptions } from '@playwright/test';
import type { Browser } from './browser.ts';

/**
 * How Playwright starts a browser so that every build draws the same picture.
 *
 * Measured over Chromium 143 to 156, headless shell and whole browser, with the system's FreeType
 * and with a built-in one: these make a page equal to the last bit, and without them 2 % of its
 * pixels differ. Playwright itself sees to the sandbox, the colour profile, the scroll bars and to
 * a browser that calls nobody.
 */
export function launchOptions(browser: Browser | undefined): LaunchOptions {
  return {
    ...executable(browser),
    args: [
      // Hinting bends glyphs to the pixel grid, by rules that differ between builds. The headless
      // shell takes this flag; a whole browser ignores it and asks fontconfig, hence fonts.conf.
      '--font-render-hinting=none',
      // A graphics card rounds the edges of curves in its own way.
      '--disable-gpu',
    ],
    ...(process.platform === 'linux' && { env: fontEnvironment() }),
  };
}

function executable(browser: Browser | undefined): LaunchOptions {
  if (browser?.from !== 'playwright') return browser ? { executablePath: browser.path } : {};
  // By name: headless means Playwright's shell unless the channel asks for the whole browser.
  return browser.kind === 'shell' ? {} : { channel: 'chromium' };
}

function fontEnvironment(): Record<string, string> {
  const env = Object.entries(process.env).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, value]],
  );
  const fonts = fileURLToPath(new URL('./fonts.conf', import.meta.url));
  return { ...(Object.fromEntries(env) as Record<string, string>), FONTCONFIG_FILE: fonts };
}
