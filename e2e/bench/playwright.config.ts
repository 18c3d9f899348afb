import { defineConfig } from '@playwright/test';
import { launchOptions } from '../support/setup/launch.ts';
import { readSettings } from './settings.ts';

/** For `npm run bench`, which says where the pages are. */
export default defineConfig({
  testDir: '.',
  testMatch: '**/*.bench.ts',
  fullyParallel: true,
  workers: 1,
  timeout: 120_000,
  outputDir: '../../test-results/bench',
  reporter: 'json',
  use: { baseURL: readSettings().site, launchOptions: launchOptions() },
});
