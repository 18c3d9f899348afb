import type { PlayheadError } from 'playhead';
import { expect, test } from 'playhead/playwright';
import { openPage, ORIGIN, readBy } from './carriers/blank.ts';
import { cassette, interaction, words } from './handmade.ts';

const events = words('Hello', ' world');
const all = `[200]${events.join('')}[end]`;

test.use({
  cassette: cassette(interaction('Hi', events), interaction('Bye', events)),
  baseURL: ORIGIN,
});

test.beforeEach(({ page }) => openPage(page));

test('a stream that goes by itself can be waited for, as often as one likes', async ({
  page,
  playhead,
}) => {
  await page.evaluate(() => ask('a', 'Hi'));
  await playhead.until('text'); // sent long ago
  await playhead.finish();
  const stream = await playhead.nextStream({ timeout: 1 }).catch(({ code }: PlayheadError) => code);
  expect(stream, 'and there is no other one').toBe('timeout');
  await page.evaluate(() => ask('b', 'Bye'));
  await playhead.finish();
});

test('finish() waits for one stream after the other', async ({ page, playhead }) => {
  await page.evaluate(() => void ask('a', 'Hi'));
  await playhead.finish();
  expect(await readBy(page, 'a')).toBe(all);
  await page.evaluate(() => void ask('b', 'Bye'));
  await playhead.finish();
  expect(await readBy(page, 'b')).toBe(all);
});

test('hold() holds what is to come', async ({ page, playhead }) => {
  await page.evaluate(() => ask('a', 'Hi'));
  await playhead.hold();
  await page.evaluate(() => void ask('b', 'Bye'));
  await playhead.nextStream();
  const second = await playhead.nextStream();
  expect(await readBy(page, 'b')).toBe('');
  await second.step();
  expect(await readBy(page, 'b')).toBe(`[200]${events[0]}`);
  await second.finish();
});

test.describe('at a slow pace', () => {
  test.use({ pace: { eventsPerSecond: 0.01 } });

  test('steps do not wait for it', async ({ page, playhead }) => {
    await page.evaluate(() => void ask('a', 'Hi'));
    const stream = await playhead.nextStream();
    await expect(page.locator('#a')).toHaveText('[200]');
    await stream.step();
    expect(await readBy(page, 'a')).toBe(`[200]${events[0]}`);
    await stream.finish();
    expect(await readBy(page, 'a')).toBe(all);
    await page.evaluate(() => void ask('b', 'Bye'));
    await playhead.finish();
  });
});
