import { defineConfig } from '@playwright/test';
import type { PlayheadOptions } from 'playhead/playwright';

const APP = 'http://127.0.0.1:4142';
/** Named where Playwright's own browser is not to run. */
const BROWSER = process.env['PLAYHEAD_BROWSER'];

export default defineConfig<PlayheadOptions>({
  fullyParallel: true,
  workers: 2,
  forbidOnly: Boolean(process.env['CI']),
  use: {
    baseURL: APP,
    pace: 'manual',
    launchOptions: BROWSER ? { executablePath: BROWSER } : {},
  },
  webServer: { command: 'node server.js', url: APP, env: { PORT: '4142' } },
});
