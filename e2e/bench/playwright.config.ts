import { defineConfig } from '@playwright/test';
import base from '../../playwright.config.ts';

// For `npm run bench`. The suite runs the first round alone: see the configuration at the root.

const { projects: _carriers, webServer: _servers, testDir: _folder, ...rest } = base;

export default defineConfig({
  ...rest,
  testDir: '.',
  outputDir: '../../test-results/bench',
  fullyParallel: false,
  workers: 1,
  retries: 0,
  timeout: 120_000,
  reporter: '../support/bench/table.ts',
});
