import type { Page } from '@playwright/test';
import { type Chunking } from 'playhead';
import { expect, test } from 'playhead/playwright';
import { cassette, ENDPOINT, interaction, textEvents } from '../../support/handmade.ts';
import { openPage, ORIGIN, readBy } from '../../support/pages/blank.ts';

const events = textEvents('Hello', ' wör', 'ld 🌍');
const body = events.join('');
const bytes = Buffer.byteLength(body);

test.use({ cassette: cassette(interaction('Hi', events)), baseURL: ORIGIN });

const CUTS: [Chunking, reads: number | undefined][] = [
  ['event', events.length],
  ['whole', 1],
  [{ bytes: 1 }, bytes],
  [{ bytes: 100 }, Math.ceil(bytes / 100)],
  [{ seed: 7 }, undefined],
];

test.describe('setChunking', () => {
  test.use({ repeat: true });

  test('plays one recording in one chunking after another', async ({ page, playhead, carrier }) => {
    await openPage(page);
    for (const [chunking] of CUTS) {
      playhead.setChunking(chunking);
      expect(Buffer.concat(await readChunks(page)).toString()).toBe(body);
    }
    playhead.setChunking({ bytes: bytes - 1 });
    const [last] = (await readChunks(page)).slice(-1);
    if (carrier === 'page') expect(last).toHaveLength(1);
    expect(() => playhead.setChunking({ bytes: 0 })).toThrow('Invalid chunking');
  });
});

/** Returns the bytes of each read of the app. */
async function readChunks(page: Page): Promise<Buffer[]> {
  const reads = await page.evaluate(async (endpoint) => {
    const request = JSON.stringify({ stream: true, messages: [{ role: 'user', content: 'Hi' }] });
    const response = await fetch(endpoint, { method: 'POST', body: request });
    const chunks: number[][] = [];
    for await (const chunk of response.body!) chunks.push([...chunk]);
    return chunks;
  }, ENDPOINT);
  return reads.map((chunk) => Buffer.from(chunk));
}

test.describe('in the middle of an event', () => {
  const half = Math.ceil(Buffer.byteLength(events[0]!) / 2) + 1;
  test.use({
    chunking: { bytes: half },
    faults: { type: 'slow', ms: 1e9, after: 1 },
    unused: 'ignore',
  });

  test('hold() sends the rest of the event', async ({ page, playhead }) => {
    await openPage(page);
    await page.evaluate(() => void ask('a'));
    const stream = await playhead.nextStream();
    await expect.poll(() => readBy(page, 'a')).toBe(`[200]${events[0]!.slice(0, half)}`);
    await stream.hold();
    expect(await readBy(page, 'a')).toBe(`[200]${events[0]}`);
    expect(stream.position).toBe(1);
    await stream.fail({ type: 'end' });
    expect(await readBy(page, 'a')).toBe(`[200]${events[0]}[end]`);
  });

  test('fail() sends the rest of the event before the fault', async ({ page, playhead }) => {
    await openPage(page);
    await page.evaluate(() => void ask('a'));
    const stream = await playhead.nextStream();
    await expect.poll(() => readBy(page, 'a')).toBe(`[200]${events[0]!.slice(0, half)}`);
    await stream.fail({ type: 'error-event', message: 'Overloaded' });
    const read = await readBy(page, 'a');
    expect(read).toContain(`[200]${events[0]}data: {"error":`);
  });
});

for (const [chunking, reads] of CUTS) {
  // The test of setChunking plays all of them by service worker, too.
  const tag = reads === bytes ? '@msw3' : '@page';

  test.describe(`chunking ${JSON.stringify(chunking)}`, () => {
    test.use({ chunking });

    test(
      'delivers the same bytes, in the page with exact cuts',
      { tag },
      async ({ page, carrier }) => {
        await openPage(page);
        const chunks = await readChunks(page);
        expect(Buffer.concat(chunks).toString()).toBe(body);
        // The browser may join what comes out of a service worker.
        if (carrier === 'page' && reads !== undefined) expect(chunks).toHaveLength(reads);
      },
    );

    test.describe('held', () => {
      test.use({ pace: 'manual' });

      test(
        'delivers no byte of an event before it is released',
        { tag },
        async ({ page, playhead }) => {
          await openPage(page);
          await page.evaluate(() => void ask('a'));
          const stream = await playhead.nextStream();
          await stream.step();
          expect(await readBy(page, 'a')).toBe(`[200]${events[0]}`);
          await stream.step(2);
          expect(await readBy(page, 'a')).toBe(`[200]${events.slice(0, 3).join('')}`);
          expect(stream.position).toBe(3);
          await stream.finish();
          expect(await readBy(page, 'a')).toBe(`[200]${body}[end]`);
        },
      );
    });
  });
}
