import { expect, test } from 'playhead/playwright';
import { cassette, interaction, textEvents } from '../../support/handmade.ts';
import { NETWORK_ERRORS } from '../../support/network-errors.ts';
import { openPage, ORIGIN, readBy } from '../../support/pages/blank.ts';

const events = textEvents('Hello', ' world', '!');

test.use({
  cassette: cassette(interaction('Hi', events), interaction('Bye', events)),
  pace: 'manual',
  baseURL: ORIGIN,
  unused: 'ignore',
});

/** Marks what the test side decides by itself: the carrier makes no difference. */
const PAGE = { tag: '@page' };

declare global {
  var controller: AbortController;
}

test.describe('waitForAbort', () => {
  test.beforeEach(async ({ page }) => {
    await openPage(page);
    await page.evaluate(() => {
      globalThis.controller = new AbortController();
      void ask('a', 'Hi', { signal: controller.signal });
    });
  });

  test(
    'sees a signal that aborts in mid-stream',
    { tag: '@msw3' },
    async ({ page, playhead, browserName }) => {
      const stream = await playhead.nextStream();
      await stream.step(2);
      const reason = await page.evaluate(() => {
        controller.abort();
        return String(controller.signal.reason);
      });
      expect(await stream.waitForAbort()).toEqual({ by: 'app', reason, position: 2 });
      expect(await readBy(page, 'a')).toBe(
        `[200]${events.slice(0, 2).join('')}[${NETWORK_ERRORS[browserName].aborted}]`,
      );
      await expect(stream.step()).rejects.toThrow(
        /^Cannot step 1: the app has cancelled it\. .* Stream: handmade, interaction 1, 2 of 5 events sent/,
      );
    },
  );

  test('sees a signal that aborts before the head of the response', async ({
    page,
    playhead,
    browserName,
  }) => {
    const stream = await playhead.nextStream();
    await page.evaluate(() => controller.abort(new Error('changed my mind')));
    expect(await stream.waitForAbort()).toEqual({
      by: 'app',
      reason: 'Error: changed my mind',
      position: 0,
    });
    const error = NETWORK_ERRORS[browserName].abortedFor('Error: changed my mind');
    expect(await readBy(page, 'a')).toBe(`[${error}]`);
  });

  test('sees a reader that is cancelled', async ({ page, playhead }) => {
    const stream = await playhead.nextStream();
    await stream.step(1);
    await page.evaluate(() => readers['a']!.cancel('enough'));
    expect(await stream.waitForAbort()).toEqual({ by: 'app', reason: 'enough', position: 1 });
    expect(await readBy(page, 'a')).toBe(`[200]${events[0]}[end]`);
  });

  test('sees a reader that is cancelled when it has read all, which counts as played', async ({
    page,
    playhead,
  }) => {
    const stream = await playhead.nextStream();
    await stream.step(events.length);
    await page.evaluate(() => readers['a']!.cancel('done'));
    expect(await stream.waitForAbort()).toMatchObject({ by: 'app', position: events.length });
    await stream.finish();
    await page.evaluate(() => void ask('b', 'Bye'));
    await (await playhead.nextStream()).finish();
  });

  test('can be called before the abort', PAGE, async ({ page, playhead }) => {
    const stream = await playhead.nextStream();
    await stream.step(1);
    const aborted = stream.waitForAbort();
    await page.evaluate(() => controller.abort());
    expect(await aborted).toMatchObject({ by: 'app', position: 1 });
  });

  test('rejects for a stream that was played to its end', PAGE, async ({ page, playhead }) => {
    const stream = await playhead.nextStream();
    await stream.finish();
    await page.evaluate(() => controller.abort());
    await expect(stream.waitForAbort()).rejects.toThrow(
      /^Cannot wait for an abort: .*5 of 5 events sent, played/,
    );
  });

  test('sees a page that navigates away', { tag: '@msw3' }, async ({ page, playhead }) => {
    const stream = await playhead.nextStream();
    await stream.step(1);
    await page.goto('about:blank');
    expect(await stream.waitForAbort()).toEqual({
      by: 'page',
      reason: 'the page went to about:blank',
      position: 1,
    });
    await expect(stream.step()).rejects.toThrow('Cannot step 1: its page is closed.');
  });

  test('sees a page that is closed', async ({ page, playhead }) => {
    const stream = await playhead.nextStream();
    await stream.step(1);
    await page.close();
    expect(await stream.waitForAbort()).toEqual({
      by: 'page',
      reason: 'the page was closed',
      position: 1,
    });
    await expect(stream.finish()).rejects.toThrow(
      /^Cannot finish: .* 1 of 5 events sent, page-closed \(the page was closed\)\.$/,
    );
  });
});

test('an abort leaves other streams alone', async ({ page, playhead }) => {
  await openPage(page);
  await page.evaluate(() => {
    globalThis.controller = new AbortController();
    void ask('a', 'Hi', { signal: controller.signal });
    void ask('b', 'Bye');
  });
  const first = await playhead.nextStream();
  const second = await playhead.nextStream();
  await first.step(1);
  await second.step(1);
  await page.evaluate(() => controller.abort());
  expect(await first.waitForAbort()).toMatchObject({ position: 1 });
  await second.finish();
  expect(await readBy(page, 'b')).toBe(`[200]${events.join('')}[end]`);
});

test('a fetch that is aborted at once sends no request', async ({ page, playhead }) => {
  await openPage(page);
  await page.evaluate(async () => {
    await ask('a', 'Hi', { signal: AbortSignal.abort() });
    const controller = new AbortController();
    void ask('b', 'Hi', { signal: controller.signal });
    controller.abort();
    void ask('c', 'Hi');
  });
  await playhead.finish();
  expect(playhead.requests).toHaveLength(1);
  expect(await readBy(page, 'c')).toContain('[end]');
});

test(
  'an abort that is never awaited is no unhandled rejection',
  PAGE,
  async ({ page, playhead }) => {
    await openPage(page);
    await page.evaluate(() => void ask('a', 'Hi'));
    const stream = await playhead.nextStream();
    void stream.waitForAbort();
    void playhead.waitForAbort();
    await stream.finish();
  },
);
