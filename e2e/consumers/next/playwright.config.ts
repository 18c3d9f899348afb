import { defineConfig } from '@playwright/test';
import type { PlayheadOptions } from 'playhead/playwright';

const MODEL = 'http://127.0.0.1:4130';
const APP = 'http://127.0.0.1:4131';
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
    { command: 'npx playhead serve --port 4130 --quiet', url: `${MODEL}/playhead` },
    {
      command: 'npm run build && npm start',
      url: APP,
      timeout: 300_000, // a build on a busy machine
      env: {
        PORT: '4131',
        OPENAI_BASE_URL: `${MODEL}/v1`,
        OPENAI_API_KEY: 'none',
        NEXT_TELEMETRY_DISABLED: '1',
      },
    },
  ],
});
