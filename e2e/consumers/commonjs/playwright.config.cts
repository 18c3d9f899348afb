const { defineConfig }: typeof import('@playwright/test') = require('@playwright/test');

/** Named where Playwright's own browser is not to run. */
const BROWSER = process.env['PLAYHEAD_BROWSER'];

module.exports = defineConfig({
  fullyParallel: true,
  workers: 2,
  forbidOnly: Boolean(process.env['CI']),
  use: { launchOptions: BROWSER ? { executablePath: BROWSER } : {} },
});
