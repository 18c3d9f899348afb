import { defineConfig } from '@playwright/test';
import base from '../../playwright.config.ts';

const { webServer: _running, ...rest } = base;

/** Against the server that is already running for the suite. */
export default defineConfig({
  ...rest,
  testDir: '.',
  testMatch: '**/*.play.ts',
  outputDir: process.env['MISS_OUTPUT']!,
  reporter: 'json',
  retries: 0,
  repeatEach: 1,
});
