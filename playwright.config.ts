import { defineConfig } from '@playwright/test';
import type { PlayheadOptions } from 'playhead/playwright';
import { inBrowser } from './e2e/support/setup/in-browser.ts';
import { launchInOneProcess, launchOptions } from './e2e/support/setup/launch.ts';

const BOTH_CARRIERS = ['demo-app/recordings.spec.ts', 'playhead/carriers/**/*.spec.ts'];
/** Left out: the page carrier does not reach workers, and says so. See `failures.spec.ts`. */
const WORKERS = 'playhead/carriers/workers.spec.ts';
/** Needs the back ends of the demo app. */
const BY_BACK_END = ['chat-suite/back-ends.spec.ts', 'readme/back-end.spec.ts'];
/** Of the chat suite as its README shows it, what `chat-suite/` tells as well: the rest tells that it runs. */
const REST_OF_SUITE =
  /my-chat\.spec\.ts (?!.*@(?:replay-conversation|stop-cancels-request|retry-after-500|announce-by-sentence)\b)/;
/** Of what `npm run bench` measures, all but the first round: once through it, and its times mean nothing here. */
const REST_OF_BENCH = /^\S+ bench.*(?:\bround (?!1\b)|100000)/;
const MSW_3 = 'e2e/msw-3/dist';
/** A Chromium without `scheduler`, as WebKit has none: the promise of a step is kept there as well. */
const WITHOUT_SCHEDULER = 'e2e/without-scheduler/dist';
/** Without `scheduler`, messages are counted, in which React works: see `idle.ts`. The others are samples. */
const BY_MESSAGES = /react-|direct|slow-reader/;
/** Marks tests whose outcome cannot depend on the carrier. */
const PAGE_ONLY = /@page/;
/** Of a recording, what no test holds: but in the page, the test that holds it sees more of the same. */
const UNHELD = /shows the finished conversation/;
/** Recordings whose events are cut like those of another, which is enough behind a back end. */
const CUT_ALIKE = /recordings\.spec\.ts (?:groq\/multi|huggingface)/;
/** Marks tests that exercise the bundled MSW: its next major runs these alone. */
const SMOKE = /@msw3/;
/** Limits the workers of a project with few tests: a second one starts for longer than it saves. */
const FEW_TESTS = 1;
/** Allows for a build on a busy machine. */
const START_MS = 300_000;

export default defineConfig<PlayheadOptions>({
  testDir: 'e2e',
  testMatch: '**/*.spec.ts',
  fullyParallel: true,
  forbidOnly: Boolean(process.env['CI']),
  workers: 2,
  // Traces a failure on a second try, which still fails the run: to trace each test costs a fifth of the time.
  retries: 1,
  failOnFlakyTests: true,
  reporter: [['list'], ['html', { open: 'never' }], ['./e2e/support/report-path.ts']],
  expect: {
    toHaveScreenshot: {
      pathTemplate: '{testDir}/visual/pictures/{arg}{ext}',
      // Exact: started as in `launch.ts`, every build of Chromium draws the same pixels.
      maxDiffPixels: 0,
      threshold: 0,
    },
  },
  use: {
    // The servers pick free ports and say which: see `wait` below.
    baseURL: process.env['CHAT_APP_URL'],
    launchOptions: launchOptions(),
    viewport: { width: 1280, height: 800 },
    trace: { mode: 'on-first-retry', screenshots: false },
  },
  projects: inBrowser([
    {
      name: 'page',
      testIgnore: [WORKERS, ...BY_BACK_END, 'consumers/**'],
      grepInvert: [REST_OF_SUITE, REST_OF_BENCH],
      // The other projects show that a page may change its process.
      use: { launchOptions: launchInOneProcess() },
    },
    {
      name: 'page, without scheduler',
      workers: FEW_TESTS,
      testMatch: 'playhead/rendering/{settled,fake-clock}.spec.ts',
      grep: BY_MESSAGES,
      use: { pageScripts: WITHOUT_SCHEDULER },
    },
    {
      name: 'service-worker',
      testMatch: BOTH_CARRIERS,
      grepInvert: [PAGE_ONLY, UNHELD],
      use: { carrier: 'service-worker' },
    },
    {
      name: 'page, msw 3',
      workers: FEW_TESTS,
      testMatch: BOTH_CARRIERS,
      testIgnore: WORKERS,
      grep: SMOKE,
      use: { pageScripts: MSW_3 },
    },
    {
      name: 'service-worker, msw 3',
      workers: FEW_TESTS,
      testMatch: BOTH_CARRIERS,
      grep: SMOKE,
      use: { carrier: 'service-worker', pageScripts: MSW_3 },
    },
    {
      name: 'server',
      workers: FEW_TESTS,
      testMatch: ['demo-app/recordings.spec.ts', ...BY_BACK_END],
      grepInvert: [UNHELD, CUT_ALIKE],
      use: {
        carrier: 'server',
        baseURL: process.env['RELAYING_APP_URL'],
        server: process.env['MODEL_URL'] ?? '',
      },
    },
  ]),
  webServer: [
    {
      // The demo as people see it: it replays by itself. It builds what the other one serves.
      command: 'tsx e2e/support/setup/build.ts && npm run --silent serve -- --replay',
      wait: { stdout: /Demo app: (?<demo_url>\S+)/ },
      timeout: START_MS,
      gracefulShutdown: { signal: 'SIGTERM', timeout: 2000 },
    },
    {
      // The same app, which does not know that it is mocked.
      command: 'npm run --silent serve',
      wait: { stdout: /Demo app: (?<chat_app_url>\S+)/ },
      timeout: START_MS,
      gracefulShutdown: { signal: 'SIGTERM', timeout: 2000 },
    },
    {
      // The same app, whose back end asks the model: that is `serve` of `playhead/server`.
      command: 'tsx e2e/support/server/relaying-app.ts',
      wait: { stdout: /Demo app: (?<relaying_app_url>\S+) asks (?<model_url>\S+)/ },
      gracefulShutdown: { signal: 'SIGTERM', timeout: 2000 },
    },
  ],
});
