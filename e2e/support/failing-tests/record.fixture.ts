import { copyFileSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Page } from '@playwright/test';
import type { Interaction } from 'playhead';
import type { PlayheadOptions } from 'playhead/playwright';
import { readBy } from '../pages/blank.ts';
import { addressAt, ASKED, ENDLESS, interactionsOf, KEY } from '../provider.ts';
import { launchOptions } from '../setup/launch.ts';
import { COPIED, type RecordingCarrier, TWO_TURNS } from '../recorded-copies.ts';
import { expect, test } from './test.ts';

// Not part of the suite: record.spec.ts runs these and reads what they have recorded.

const PROVIDER = process.env['PROVIDER']!;
const APP = process.env['APP']!;
const DIR = process.env['RECORD_TO']!;

const launch = launchOptions();

test.use({
  cassetteDir: DIR,
  baseURL: APP,
  // A service worker whose script is Playwright's counts as one of the internet: it may ask no server of
  // this machine. https://wicg.github.io/local-network-access/
  launchOptions: {
    ...launch,
    args: [...launch.args!, `--ip-address-space-overrides=${new URL(PROVIDER).host}=public`],
  },
});

const [first, second] = interactionsOf(TWO_TURNS) as [Interaction, Interaction];

function initOf(name: string, interaction: Interaction) {
  const headers = { authorization: KEY, 'content-type': 'application/json' };
  return { input: addressAt(PROVIDER, name, interaction), body: interaction.request.body, headers };
}

/** Asks from the page as the cassette did, and waits for the end. */
async function askAll(
  page: Page,
  as: string,
  name: string,
  interaction: Interaction,
): Promise<void> {
  const init = initOf(name, interaction);
  await page.evaluate(([id, sent]) => ask(id, '', sent), [as, init] as const);
}

/** Asks, and does not wait. */
async function begin(page: Page, as: string, interaction = first): Promise<void> {
  const init = initOf(TWO_TURNS, interaction);
  await page.evaluate(([id, sent]) => void ask(id, '', sent), [as, init] as const);
}

/** Makes a cassette that is there before a test records to it: one test does not replace that of another. */
function copyHeld(name: string): void {
  copyFileSync(path.join(DIR, 'page/held.yaml'), path.join(DIR, `${name}.yaml`));
}

function optionsFor(carrier: RecordingCarrier) {
  return (name: string, record: PlayheadOptions['record']) => ({
    carrier,
    cassette: `${carrier}/${name}`,
    record,
  });
}

function declareTests(carrier: RecordingCarrier): void {
  const at = optionsFor(carrier);

  test.describe('copies', () => {
    test.use(at('copies', 'all'));
    test('records what every provider sends', async ({ page, playhead }) => {
      await page.goto('/app');
      for (const [number, [name, interaction]] of COPIED.entries()) {
        await askAll(page, `answer-${number}`, name, interaction);
      }
      expect(playhead.requests.every(({ recorded }) => recorded)).toBe(true);
    });
  });

  for (const [title, wasRecorded] of [
    ['records what a spec holds', true],
    ['plays it to the same spec', undefined],
  ] as const) {
    test.describe('once', () => {
      test.use({ ...at('held', 'once'), pace: 'manual' });
      test(title, async ({ page, playhead }) => {
        await page.goto('/app');
        await begin(page, 'held');
        const stream = await playhead.nextStream();
        expect(await readBy(page, 'held')).toBe('');
        await stream.until('tool-call');
        const position = stream.position;
        expect(position).toBeGreaterThan(0);
        await stream.step();
        expect(stream.position).toBe(position + 1);
        expect(await readBy(page, 'held')).not.toContain('[end]');
        await stream.finish();
        await expect(page.locator('#held')).toContainText('[end]');
        expect(playhead.transcript.turns.at(-1)).toMatchObject({ finish: 'tool_calls' });
        expect(playhead.requests).toMatchObject([{ match: { interaction: 1 } }]);
        expect(playhead.requests[0]!.recorded).toBe(wasRecorded);
        // Nothing is there to compare: a snapshot that is missing would keep it from being recorded.
        if (wasRecorded) expect(playhead.requests).toMatchRecording();
      });
    });
  }
}

/** Follows those above: they play what those have recorded. */
function declareLaterTests(carrier: RecordingCarrier): void {
  const at = optionsFor(carrier);
  test.describe('new', () => {
    test.use(at('held', 'new'));
    test('adds what is not there', async ({ page, playhead }) => {
      await page.goto('/app');
      await askAll(page, 'played', TWO_TURNS, first);
      await askAll(page, 'recorded', TWO_TURNS, second);
      const recorded = playhead.requests.map((each) => each.recorded ?? false);
      expect(recorded).toEqual([false, true]);
      expect(playhead.requests[1]).toMatchObject({ match: { interaction: 2 } });
    });
  });

  test.describe('all', () => {
    test.use({ ...at('replaced', 'all'), pace: 'manual' });
    test.beforeAll(() => copyHeld(`${carrier}/replaced`));
    test('replaces the file, and sends no retry', async ({ page, playhead }) => {
      await page.goto('/app');
      await begin(page, 'failed', second);
      await playhead.fail();
      await expect(page.locator('#failed')).toContainText('Error');
      await begin(page, 'again', second);
      await (await playhead.nextStream()).finish();
      await expect(page.locator('#again')).toContainText('[end]');
    });
  });

  for (const by of ['the app', 'a reload'] as const) {
    test.describe('aborted', () => {
      const name = by.replace(' ', '-');
      test.use(at(name, 'all'));
      test(`leaves out what ${by} aborts`, async ({ page }) => {
        await page.goto('/app');
        const input = `${PROVIDER}${ENDLESS}/${carrier}/${name}/v1/chat/completions`;
        await page.evaluate(
          (sent) => {
            globalThis.asking = new AbortController();
            void ask('aborted', '', { ...sent, signal: globalThis.asking.signal });
          },
          { ...initOf(TWO_TURNS, first), input },
        );
        const asked = async () => (await fetch(PROVIDER + ASKED)).text();
        await expect.poll(asked).toContain(new URL(input).pathname);
        if (by === 'a reload') await page.reload();
        else {
          await page.evaluate(() => globalThis.asking.abort());
          await expect(page.locator('#aborted')).toContainText('[AbortError');
        }
        await askAll(page, 'whole', TWO_TURNS, first);
      });
    });
  }
}

function declareWorkerTest(): void {
  test.use({ carrier: 'service-worker', cassette: 'worker', record: 'all' });
  test('records what a worker asks', async ({ page, context }) => {
    const { input, ...init } = initOf(TWO_TURNS, first);
    await page.goto('/app');
    await context.route(`${APP}/app/worker.js`, (route) =>
      route.fulfill({
        contentType: 'text/javascript',
        body: `fetch(${JSON.stringify(input)}, ${JSON.stringify({ ...init, method: 'POST' })}).then((response) => response.text()).then(postMessage);`,
      }),
    );
    const text = await page.evaluate(async () => {
      await globalThis.playheadPage!.ready;
      const worker = new Worker('/app/worker.js');
      return new Promise((resolve) =>
        worker.addEventListener('message', ({ data }) => resolve(data)),
      );
    });
    expect(text).toBe(first.response.body);
  });
}

/** Need the file that those of the page have recorded. */
function declareRefusals(): void {
  test.describe('another test', () => {
    test.use({ cassette: 'page/held', record: 'all' });
    test('a file that another test has recorded', async ({ page }) => {
      await page.goto('/app');
    });
  });

  test.describe('nothing', () => {
    test.use({ cassette: 'nothing', record: 'once' });
    test('nothing to record', async ({ page }) => {
      await page.goto('/app');
      await page.evaluate((to) => fetch(to, { method: 'POST' }), `${APP}/app/talk`);
    });
  });

  test.describe('failing', () => {
    test.use({ cassette: 'page/kept', record: 'all' });
    test.beforeAll(() => copyHeld('page/kept'));
    test('a failing test', async ({ page }) => {
      await page.goto('/app');
      await askAll(page, 'first', TWO_TURNS, first);
      expect(readFileSync(path.join(DIR, 'page/kept.yaml'), 'utf8')).toBe('');
    });
  });

  test.describe('no provider', () => {
    test.use({ cassette: 'unreachable', record: 'all' });
    test('a provider that does not answer', async ({ page }) => {
      await page.goto('/app');
      await page.evaluate(() =>
        ask('none', '', { input: 'http://127.0.0.1:9/v1/chat/completions?key=secret' }),
      );
    });
  });

  test.describe('in CI', () => {
    test.beforeAll(() => void (process.env['CI'] = 'true'));
    test.afterAll(() => void delete process.env['CI']);

    test.describe('new', () => {
      test.use({ cassette: 'page/replaced', record: 'new' });
      test('a new request in CI', async ({ page }) => {
        await page.goto('/app');
        await begin(page, 'miss', first);
        await new Promise(() => {});
      });
    });
  });
}

// Each in its order: what one test has recorded, the next one plays.
test.describe('page', () => {
  test.describe.configure({ mode: 'default' });
  declareTests('page');
  declareLaterTests('page');
  declareRefusals();
});
test.describe('service-worker', () => {
  test.describe.configure({ mode: 'default' });
  declareTests('service-worker');
  declareLaterTests('service-worker');
  declareWorkerTest();
});

declare global {
  var asking: AbortController;
}
