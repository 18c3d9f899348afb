import { openPage, ORIGIN } from '../pages/blank.ts';
import { cassette, interaction, textEvents } from '../handmade.ts';
import { expect, test } from './test.ts';

// Not part of the suite: failures.spec.ts runs these and reads how they fail.

const events = textEvents('Hello', ' world');

test.use({
  cassette: cassette(interaction('Hi', events), interaction('Bye', events)),
  pace: 'manual',
  baseURL: ORIGIN,
});

test.beforeEach(({ page }) => openPage(page));

// First, since it takes longest: the others run beside it.
test('steps into an endless loop', async ({ page, playhead }) => {
  // Longer than a step waits. A request that blocks the script stands for a loop: it keeps no core busy.
  await page.route('**/app/blocks', (route) => setTimeout(() => void route.abort(), 12_000));
  await page.evaluate(() => void ask('a', 'Hi'));
  const stream = await playhead.nextStream();
  await page.evaluate(() => {
    setTimeout(() => {
      const request = new XMLHttpRequest();
      request.open('GET', '/app/blocks', false);
      request.send();
    });
  });
  await stream.step();
});

test('leaves a stream in flight', async ({ page, playhead }) => {
  await page.evaluate(() => void ask('a', 'Hi'));
  const stream = await playhead.nextStream();
  await stream.step();
});

test('leaves out the second question', async ({ page, playhead }) => {
  await page.evaluate(() => void ask('a', 'Hi'));
  await playhead.finish();
});

test.describe('with unused: ignore', () => {
  test.use({ unused: 'ignore' });
  test('leaves out the second question with unused: ignore', async ({ page, playhead }) => {
    await page.evaluate(() => void ask('a', 'Hi'));
    await playhead.finish();
  });
});

test.describe('with a fault for a retry', () => {
  test.use({ faults: { type: 'refused', attempt: 2 }, unused: 'error' });
  test('never makes the attempt of a fault', async ({ page, playhead }) => {
    await page.evaluate(() => void ask('a', 'Hi').then(() => ask('b', 'Bye')));
    await playhead.finish();
    await (await playhead.nextStream()).finish();
  });
});

test('waits for an element after a miss', async ({ page }) => {
  await page.evaluate(() => void ask('a', 'Divide 6 by 3'));
  await expect(page.locator('#a')).toHaveText('2', { timeout: 15_000 });
});

test('waits for a stream after a miss', async ({ page, playhead }) => {
  await page.evaluate(() => void ask('a', 'Divide 6 by 3'));
  await playhead.nextStream({ timeout: 15_000 });
});

test('waits for nothing of the page after a miss', async ({ page }) => {
  await page.evaluate(() => void ask('a', 'Divide 6 by 3'));
  await new Promise(() => {});
});

test('is skipped', () => {
  test.skip(true, 'skipped on purpose');
});

test('sends the same request twice', async ({ page, playhead }) => {
  await page.evaluate(() => void Promise.all([ask('a', 'Hi'), ask('b', 'Hi')]));
  await playhead.finish();
  await playhead.finish();
});

test('fails in mid-stream', async ({ page, playhead }) => {
  await page.evaluate(() => void ask('a', 'Hi'));
  const stream = await playhead.nextStream();
  await stream.until('text');
  await stream.step(0);
  expect(await page.locator('#a').textContent()).toBe('Hello world');
});

test('catches the error of a miss', async ({ page, playhead }) => {
  await page.evaluate(() => void ask('a', 'Divide 6 by 3'));
  await playhead.nextStream().catch(() => {});
});

test('sends a request from a worker with the page carrier', async ({ page }) => {
  await page.evaluate(() => {
    const script = `${document.querySelector('script')!.textContent}; fetch(endpoint, { method: 'POST', body: '{}' });`;
    // oxlint-disable-next-line no-new -- it works by itself
    new Worker(URL.createObjectURL(new Blob([script])));
  });
  await new Promise(() => {});
});

test('sends no request', async ({ page, playhead }) => {
  await page.evaluate(() => {
    const parts = [{ type: 'text', text: 'Hi' }];
    const body = JSON.stringify({ messages: [{ id: 'a', role: 'user', parts }] });
    return fetch('/app/complete', { method: 'POST', body });
  });
  await playhead.nextStream({ timeout: 300 });
});

test('plays until a part that is not there', async ({ page, playhead }) => {
  await page.evaluate(() => void ask('a', 'Hi'));
  await playhead.until('tool-call');
});

test('steps after the page was closed', async ({ page, playhead }) => {
  await page.evaluate(() => void ask('a', 'Hi'));
  const stream = await playhead.nextStream();
  await stream.step();
  await page.close();
  await stream.step();
});

test('steps too far', async ({ page, playhead }) => {
  await page.evaluate(() => void ask('a', 'Hi'));
  const stream = await playhead.nextStream();
  await stream.step();
  await stream.step(4);
});

test('steps after a fault', async ({ page, playhead }) => {
  await page.evaluate(() => void ask('a', 'Hi'));
  const stream = await playhead.nextStream();
  await stream.step();
  await stream.fail();
  await stream.step();
});

test('waits for an abort of a stream that was played', async ({ page, playhead }) => {
  await page.evaluate(() => void ask('a', 'Hi'));
  await playhead.finish();
  await playhead.waitForAbort();
});
