import { playwright } from '@vitest/browser-playwright';
import { defineConfig } from 'vitest/config';

/** Named where Playwright's own browser is not to run. */
const executablePath = process.env['PLAYHEAD_BROWSER'];
const shared = ['answer.test.js', 'leave.test.js'];
const simulated = [...shared, 'chat.dom.test.js', 'react.dom.test.js'];

export default defineConfig({
  test: {
    projects: [
      { test: { name: 'node', environment: 'node', include: shared } },
      { test: { name: 'jsdom', environment: 'jsdom', include: simulated } },
      { test: { name: 'happy-dom', environment: 'happy-dom', include: simulated } },
      {
        test: {
          name: 'browser',
          include: ['chat.browser.test.js', 'reading.browser.test.js'],
          browser: {
            enabled: true,
            headless: true,
            screenshotFailures: false,
            provider: playwright({ launchOptions: executablePath ? { executablePath } : {} }),
            instances: [{ browser: 'chromium' }],
            api: { host: '127.0.0.1', port: 4137 },
          },
        },
      },
    ],
  },
});
