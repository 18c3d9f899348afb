import { defineConfig } from '@playwright/test';
import { findBrowser } from './e2e/setup/browser.ts';
import { launchOptions } from './e2e/setup/launch.ts';

export default defineConfig({
  testDir: 'e2e',
  testMatch: '**/*.spec.ts',
  fullyParallel: true,
  forbidOnly: Boolean(process.env['CI']),
  workers: 2,
  reporter: [['list'], ['html', { open: 'never' }], ['./e2e/setup/report-path.ts']],
  snapshotPathTemplate: '{testDir}/pictures/{arg}{ext}',
  use: {
    // The server picks a free port and says which: see `wait` below.
    baseURL: process.env['DEMO_APP_URL'],
    launchOptions: launchOptions(findBrowser()),
    viewport: { width: 1280, height: 800 },
    trace: 'retain-on-failure',
  },
  webServer: {
    command: 'npm run --silent demo',
    wait: { stdout: /Demo app: (?<demo_app_url>\S+)/ },
    gracefulShutdown: { signal: 'SIGTERM', timeout: 2000 },
  },
});
