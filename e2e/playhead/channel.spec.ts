import type { Page } from '@playwright/test';
import { expect, test } from 'playhead/playwright';
import { answerOf } from '../support/bench/measure.ts';
import { ENDPOINT, QUESTION } from '../support/handmade.ts';
import { openPage } from '../support/pages/blank.ts';

// What crosses between the page and the test is what a stream costs: counted here, timed by no test.

/** A message of the page or a command of the test, with the size of both its ways. */
interface Crossing {
  type: string;
  bytes: number;
}

declare global {
  var crossings: Crossing[];
}

/** Opens a page that counts what crosses. */
async function openCountingPage(page: Page): Promise<void> {
  await openPage(page);
  await page.evaluate(() => {
    globalThis.crossings = [];
    const sizeOf = (value: unknown) => JSON.stringify(value ?? null).length;
    const count = async <T>(message: { type: string }, reply: Promise<T>): Promise<T> => {
      const crossing = { type: message.type, bytes: sizeOf(message) };
      crossings.push(crossing);
      crossing.bytes += sizeOf(await reply);
      return reply;
    };
    const notice = playheadNotice!;
    globalThis.playheadNotice = (event) => count(event, notice(event));
    const document = playheadPage!;
    const run = document.run!.bind(document);
    document.run = (command) => count(command, run(command));
  });
}

/** Gives what has crossed since it was called last. */
function takeCrossings(page: Page): Promise<Crossing[]> {
  return page.evaluate(() => crossings.splice(0));
}

const typesOf = (all: readonly Crossing[]) => all.map(({ type }) => type);
const bytesOf = (all: readonly Crossing[]) => all.reduce((sum, { bytes }) => sum + bytes, 0);

test.describe('an answer of 2,000 events', () => {
  test.use({ cassette: answerOf(2000) });

  test('crosses with the reply to its request', async ({ page, playhead }) => {
    await openCountingPage(page);
    await page.evaluate(() => ask('a'));
    await playhead.finish();
    const [request, ...rest] = await takeCrossings(page);
    expect(request!.type).toBe('request');
    expect(request!.bytes, 'of 369,280 bytes').toBeLessThan(30_000);
    expect(typesOf(rest).toSorted()).toEqual(['finish', 'state']);
    expect(bytesOf(rest)).toBeLessThan(1000);
  });
});

test.describe('an answer of 20,000 events', () => {
  test.use({ cassette: answerOf(20_000) });

  test('crosses in three batches', async ({ page }) => {
    await openCountingPage(page);
    await page.evaluate(
      async ([url, body]) => (await fetch(url, { method: 'POST', body })).text(),
      [ENDPOINT, QUESTION] as const,
    );
    await expect.poll(() => page.evaluate(() => crossings.at(-1)!.type)).toBe('state');
    const all = await takeCrossings(page);
    expect(typesOf(all)).toEqual(['request', 'events', 'events', 'state']);
    expect(bytesOf(all), 'of 3.7 MB').toBeLessThan(300_000);
  });
});

test.describe('a held answer', () => {
  test.use({ cassette: answerOf(2000), pace: 'manual' });

  test('crosses event by event', async ({ page, playhead }) => {
    await openCountingPage(page);
    await page.evaluate(() => void ask('a'));
    const stream = await playhead.nextStream();
    const [request, ...none] = await takeCrossings(page);
    expect(none).toEqual([]);
    expect(request!.bytes, 'no event is sent').toBeLessThan(1000);
    for (let step = 0; step < 3; step++) {
      await stream.step();
      const crossed = await takeCrossings(page);
      expect(typesOf(crossed)).toEqual(['step']);
      expect(bytesOf(crossed), 'the event and its state').toBeLessThan(500);
    }
    await stream.finish();
    const rest = await takeCrossings(page);
    expect(typesOf(rest).toSorted()).toEqual(['finish', 'state']);
    expect(bytesOf(rest)).toBeLessThan(30_000);
  });
});
