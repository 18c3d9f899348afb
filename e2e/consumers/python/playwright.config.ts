import { defineConfig } from '@playwright/test';
import type { PlayheadOptions } from 'playhead/playwright';

const MODEL = 'http://127.0.0.1:4140';
const APP = 'http://127.0.0.1:4141';
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
    { command: 'npx playhead serve --port 4140 --quiet', url: `${MODEL}/playhead` },
    {
      command: 'python3 app.py',
      url: APP,
      env: { PORT: '4141', OPENAI_BASE_URL: `${MODEL}/v1` },
    },
  ],
});
