import { defineConfig } from '@playwright/test';

/** Named where Playwright's own browser is not to run. */
const BROWSER = process.env['PLAYHEAD_BROWSER'];
/** The same app, with one or the other major of MSW. */
const APPS = [
  { msw: 'msw', port: 4120, publicDir: 'public', config: 'vite.config.ts' },
  { msw: 'msw-3', port: 4121, publicDir: 'public-msw-3', config: 'vite.msw-3.config.ts' },
];

export default defineConfig({
  fullyParallel: true,
  workers: 4,
  forbidOnly: Boolean(process.env['CI']),
  use: { launchOptions: BROWSER ? { executablePath: BROWSER } : {} },
  projects: [
    ...APPS.map(({ msw, port }) => ({
      name: msw,
      testMatch: 'chat.spec.ts',
      use: { baseURL: `http://127.0.0.1:${port}` },
    })),
    { name: 'build', testMatch: 'build.spec.ts' },
  ],
  webServer: APPS.map(({ msw, port, publicDir, config }) => ({
    command: [
      `node node_modules/${msw}/cli/index.js init ${publicDir} --no-save`,
      `npx vite --config ${config} --host 127.0.0.1 --port ${port} --strictPort`,
    ].join(' && '),
    url: `http://127.0.0.1:${port}`,
    env: { VITE_MOCK: '1' },
  })),
});
