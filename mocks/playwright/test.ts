import path from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { test as base, type TestInfo } from '@playwright/test';
import { PlayheadError } from '../error.ts';
import { createAnswers } from '../match/answers.ts';
import { createStrikes } from '../faults/strikes.ts';
import { checkOptions } from '../options.ts';
import { connect } from './carrier.ts';
import { loadCassettes } from './cassettes.ts';
import { checkNames, DEFAULTS, PLAYHEAD_CHECKS, type PlayheadOptions } from './options.ts';
import { createDirector, type Director, type Playhead } from './playhead.ts';
import { attachState, reportStep } from './report.ts';
import { checkServiceWorker } from './service-worker.ts';
import { explainUnmet, explainUnplayed } from './unplayed.ts';

export { expect } from './expect.ts';

interface Fixtures {
  playhead: Playhead;
}

interface Internals {
  /** Everything this test knows of its streams, calls and misses. */
  playheadDirector: Director;
}

/**
 * Playwright's `test` with cassettes: every page of the test's context gets recorded completions
 * instead of the provider's, and the test holds the playhead of each. See `PlayheadOptions`.
 *
 * @example
 * test.use({ cassette: 'groq/tool_streaming', pace: 'manual' });
 * test('shows the call before its result', async ({ page, playhead }) => {
 *   await page.goto('/');
 *   await page.getByRole('button', { name: 'Send' }).click();
 *   await playhead.until('tool-call');
 * });
 */
export const test = base.extend<PlayheadOptions & Fixtures & Internals>({
  cassette: [DEFAULTS.cassette, { option: true }],
  cassettes: [DEFAULTS.cassettes, { option: true }],
  pace: [DEFAULTS.pace, { option: true }],
  chunking: [DEFAULTS.chunking, { option: true }],
  match: ['conversation', { option: true }],
  faults: [DEFAULTS.faults, { option: true }],
  endpoint: [DEFAULTS.endpoint, { option: true }],
  protocol: [DEFAULTS.protocol, { option: true }],
  repeat: [DEFAULTS.repeat, { option: true }],
  carrier: [DEFAULTS.carrier, { option: true }],
  unused: [DEFAULTS.unused, { option: true }],
  pageScripts: [DEFAULTS.pageScripts, { option: true }],

  playheadDirector: [
    async (
      {
        cassette,
        cassettes,
        pace,
        chunking,
        match,
        faults,
        endpoint,
        protocol,
        repeat,
        carrier,
        unused,
        pageScripts,
      },
      use,
      testInfo,
    ) => {
      checkNames(testInfo.project.use);
      checkOptions(
        {
          cassette,
          cassettes,
          pace,
          chunking,
          match,
          faults,
          endpoint,
          protocol,
          repeat,
          carrier,
          unused,
          pageScripts,
        },
        PLAYHEAD_CHECKS,
      );
      const list = loadCassettes(cassette, cassettes, rootOf(testInfo));
      const answers = createAnswers(list, { match, endpoint, protocol, repeat });
      const strikes = createStrikes(faults, answers.recordings);
      const director = createDirector({
        answers,
        strikes,
        pace,
        chunking,
        protocol,
        report: reportStep,
        onRestless: (url) => annotateRestless(testInfo, url),
      });
      await use(director);

      const { streams, misses, troubles } = director;
      const wrong = [...troubles, ...misses.map(({ message }) => message)];
      if (wrong.length === 0 && unused === 'error' && hasRun(testInfo)) {
        const unplayed = explainUnplayed(answers.recordings, streams);
        if (unplayed) wrong.push(unplayed);
        wrong.push(...strikes.unmet.map(explainUnmet));
      }
      if (answers.recordings.length > 0 && (wrong.length > 0 || hasFailed(testInfo))) {
        await attachState(testInfo, director);
      }
      const unsaid = wrong.filter((each) => !hasSaid(testInfo, each));
      if (unsaid.length > 0) {
        const error = new PlayheadError(
          misses.length > 0 ? 'miss' : 'unplayed',
          unsaid.join('\n\n'),
        );
        error.stack = `${error.name}: ${error.message}`; // the place is not in this file
        throw error;
      }
    },
    { box: true },
  ],
  context: async (
    { browser, baseURL, context, playheadDirector, carrier, pageScripts, serviceWorkers },
    use,
    testInfo,
  ) => {
    const folder = pageScripts && path.resolve(rootOf(testInfo), pageScripts);
    if (playheadDirector.answers.recordings.length > 0) {
      if (carrier === 'service-worker') {
        checkAllowed(serviceWorkers);
        await checkServiceWorker(browser, baseURL, folder);
      }
      await connect(context, {
        carrier,
        pageScripts: folder,
        director: playheadDirector,
        testInfo,
      });
    }
    await use(context);
    await playheadDirector.close();
  },
  playhead: [({ playheadDirector }, use) => use(playheadDirector.playhead), { auto: true }],
});

withCheckedNames(test);

/** Playwright takes any name in `use`: a misspelt option would do nothing. */
function withCheckedNames(checked: Pick<typeof test, 'use' | 'extend'>): void {
  const { use, extend } = { use: checked.use.bind(checked), extend: checked.extend.bind(checked) };
  checked.use = (fixtures) => {
    checkNames(fixtures);
    use(withLists(fixtures));
  };
  checked.extend = (fixtures) => {
    const extended = extend(fixtures);
    withCheckedNames(extended);
    return extended;
  };
}

/** Playwright takes a list whose second entry is an object for a fixture with its settings. */
function withLists<T extends object>(fixtures: T): T {
  const entries = Object.entries(fixtures).map(([name, value]: [string, unknown]) =>
    Object.hasOwn(DEFAULTS, name) && isPlainList(value)
      ? [name, [value, { scope: 'test' }]]
      : [name, value],
  );
  return Object.fromEntries(entries) as T;
}

function isPlainList(value: unknown): boolean {
  const settings = Array.isArray(value) && (value[1] as { scope?: unknown } | undefined);
  return Array.isArray(value) && !(settings && typeof settings === 'object' && 'scope' in settings);
}

/** What folders in options are relative to: where the configuration is. */
export function rootOf({ config }: TestInfo): string {
  return path.dirname(config.configFile ?? path.resolve('_'));
}

function checkAllowed(serviceWorkers: 'allow' | 'block'): void {
  if (serviceWorkers === 'allow') return;
  throw new PlayheadError(
    'carrier',
    "Cannot use the service-worker carrier: the option serviceWorkers is 'block'. Allow them, or use carrier: 'page'.",
  );
}

/** A test that failed or was skipped had no time to ask for everything. */
function hasRun(testInfo: TestInfo): boolean {
  return !hasFailed(testInfo) && testInfo.status !== 'skipped';
}

function hasFailed({ status, expectedStatus }: TestInfo): boolean {
  return status !== expectedStatus;
}

/** Has what the test waited for failed with this explanation, in its first line? */
function hasSaid({ errors }: TestInfo, reason: string): boolean {
  return errors.some(({ message = '' }) => {
    const [before, after] = stripVTControlCharacters(message).split(reason);
    return after !== undefined && !before!.includes('\n');
  });
}

function annotateRestless({ annotations }: TestInfo, url: string): void {
  const description = `The page at ${url} has not come to rest within 3 s: timers go on changing it. From then on each step waits 250 ms and goes on.`;
  if (annotations.some((known) => known.description === description)) return;
  annotations.push({ type: 'playhead', description });
}
