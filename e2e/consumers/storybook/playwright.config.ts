import { defineConfig } from '@playwright/test';

const STORIES = 'http://127.0.0.1:4138';
/** Named where Playwright's own browser is not to run. */
const BROWSER = process.env['PLAYHEAD_BROWSER'];

export default defineConfig({
  fullyParallel: true,
  workers: 2,
  forbidOnly: Boolean(process.env['CI']),
  use: { baseURL: STORIES, launchOptions: BROWSER ? { executablePath: BROWSER } : {} },
  webServer: {
    command: 'npm run build && npm start',
    url: `${STORIES}/iframe.html`,
    timeout: 300_000, // a build on a busy machine
    env: { STORYBOOK_DISABLE_TELEMETRY: '1' },
  },
});
