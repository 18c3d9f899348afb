import type { PlayheadError } from 'playhead';
import { expect, test } from 'playhead/playwright';
import { openPage, ORIGIN, readBy } from '../support/pages/blank.ts';
import { cassette, interaction, textEvents } from '../support/handmade.ts';

const events = textEvents('Hello', ' world');
const all = `[200]${events.join('')}[end]`;

test.use({
  cassette: cassette(interaction('Hi', events), interaction('Bye', events)),
  baseURL: ORIGIN,
});

test.beforeEach(({ page }) => openPage(page));

test('a stream that plays by itself can be awaited again and again', async ({ page, playhead }) => {
  await page.evaluate(() => ask('a', 'Hi'));
  await playhead.until('text'); // sent long ago
  await playhead.finish();
  const stream = await playhead.nextStream({ timeout: 1 }).catch(({ code }: PlayheadError) => code);
  expect(stream, 'and there is no other one').toBe('timeout');
  await page.evaluate(() => ask('b', 'Bye'));
  await playhead.finish();
});

test('finish() waits for one stream after another', async ({ page, playhead }) => {
  await page.evaluate(() => void ask('a', 'Hi'));
  await playhead.finish();
  expect(await readBy(page, 'a')).toBe(all);
  await page.evaluate(() => void ask('b', 'Bye'));
  await playhead.finish();
  expect(await readBy(page, 'b')).toBe(all);
});

test('hold() holds later streams as well', async ({ page, playhead }) => {
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

test('until() looks in the events that hold() has left', async ({ page, playhead }) => {
  await page.evaluate(() => ask('a', 'Hi'));
  const stream = await playhead.nextStream();
  await stream.hold();
  await expect(stream.until('text')).rejects.toThrow(
    'the rest of the stream (0 events) does not contain it',
  );
  await expect(stream.until(undefined as never)).rejects.toThrow('Invalid target');
  await stream.finish();
  await page.evaluate(() => ask('b', 'Bye'));
});

test('nextStream() without a limit waits until the app sends a request', async ({
  page,
  playhead,
}) => {
  const streams = [playhead.nextStream({ timeout: 0 }), playhead.nextStream({ timeout: Infinity })];
  await page.evaluate(() => Promise.all([ask('a', 'Hi'), ask('b', 'Bye')]));
  for (const stream of streams) await (await stream).finish();
  await expect(playhead.nextStream({ timeout: NaN })).rejects.toThrow(/timeout.*NaN/);
});

test.describe('a held stream', () => {
  test.use({ pace: 'manual', unused: 'ignore' });

  test('runs commands one after another', async ({ page, playhead }) => {
    await page.evaluate(() => void ask('a', 'Hi'));
    const stream = await playhead.nextStream();
    await Promise.all([stream.step(), stream.step(), stream.finish()]);
    expect(await readBy(page, 'a')).toBe(all);
  });

  test('resolves one waiting nextStream(), and never one that has timed out', async ({
    page,
    playhead,
  }) => {
    const impatient = playhead.nextStream({ timeout: 1 }).catch(({ code }: PlayheadError) => code);
    const patient = [playhead.nextStream(), playhead.nextStream()];
    expect(await impatient).toBe('timeout');
    await page.evaluate(() => void Promise.all([ask('a', 'Hi'), ask('b', 'Bye')]));
    const [first, second] = await Promise.all(patient);
    await first!.finish();
    expect([second!.position, second!.remaining]).toEqual([0, events.length]);
  });

  test('has no transcript before the app has sent a request', async ({ page, playhead }) => {
    await expect(
      expect(page.locator('body')).toShowTranscript(playhead.transcript),
    ).rejects.toThrow('Cannot compare the transcript: it is empty');
    await page.evaluate(() => void ask('a', 'Hi'));
    await playhead.fail();
    await page.evaluate(() => void ask('b', 'Hi'));
    await playhead.finish();
    const turns = playhead.transcript.turns.map(({ role, text }) => `${role}: ${text}`);
    expect(turns, 'nothing of the failed one').toEqual(['user: Hi', 'assistant: Hello world']);
  });
});

test.describe('a slow stream', () => {
  test.use({ pace: { eventsPerSecond: 0.01 } });

  test('steps without waiting for its pace', async ({ page, playhead }) => {
    await page.evaluate(() => void ask('a', 'Hi'));
    const stream = await playhead.nextStream();
    await expect(page.locator('#a')).toHaveText('[200]');
    await stream.step(); // holds it, too
    expect(await readBy(page, 'a')).toBe(`[200]${events[0]}`);
    await stream.finish();
    expect(await readBy(page, 'a')).toBe(all);
    await page.evaluate(() => void ask('b', 'Bye'));
    await playhead.finish();
  });
});
