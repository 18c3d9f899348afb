import { defineConfig } from '@playwright/test';
import type { PlayheadOptions } from 'playhead/playwright';
import base from '../../../playwright.config.ts';

const { webServer: _running, projects: _both, ...rest } = base;

/** For tests that must fail: `run.ts` runs them, and the specs read how they fail. */
export default defineConfig<PlayheadOptions>({
  ...rest,
  testDir: '.',
  testMatch: process.env['PLAY']!,
  grep: new RegExp(process.env['PLAY_GREP'] ?? ''),
  outputDir: process.env['PLAY_OUTPUT']!,
  snapshotDir: `${process.env['PLAY_OUTPUT']!}-snapshots`,
  reporter: 'json',
  retries: 0,
  repeatEach: 1,
  workers: Number(process.env['PLAY_WORKERS'] ?? 2),
  timeout: 20_000,
  use: { ...rest.use, cassetteDir: '../../../cassettes', trace: 'off' },
});
