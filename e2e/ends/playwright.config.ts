import { defineConfig } from '@playwright/test';
import base from '../../playwright.config.ts';

const { webServer: _running, projects: _both, ...rest } = base;

/** For tests that must fail: `run.ts` runs them, and the specs read how they fail. */
export default defineConfig({
  ...rest,
  testDir: '.',
  testMatch: process.env['PLAY']!,
  outputDir: process.env['PLAY_OUTPUT']!,
  reporter: 'json',
  retries: 0,
  repeatEach: 1,
  timeout: 20_000,
});
