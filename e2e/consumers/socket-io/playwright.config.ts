import { defineConfig } from '@playwright/test';
import type { PlayheadOptions } from 'playhead/playwright';

const MODEL = 'http://127.0.0.1:4120';
const APP = 'http://127.0.0.1:4121';
/** Named where Playwright's own browser is not to run. */
const BROWSER = process.env['PLAYHEAD_BROWSER'];

export default defineConfig<PlayheadOptions>({
  fullyParallel: true,
  workers: 4,
  forbidOnly: Boolean(process.env['CI']),
  use: {
    baseURL: APP,
    carrier: 'server',
    server: MODEL,
    pace: 'manual',
    launchOptions: BROWSER ? { executablePath: BROWSER } : {},
  },
  webServer: [
    { command: 'npx playhead serve --port 4120 --quiet', url: `${MODEL}/playhead` },
    {
      command: 'node server.js',
      url: APP,
      env: { PORT: '4121', OPENAI_BASE_URL: `${MODEL}/v1`, OPENAI_API_KEY: 'none' },
    },
  ],
});
