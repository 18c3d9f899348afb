import type { Page } from '@playwright/test';
import type { Fault, PlacedFault } from 'playhead';
import { expect, test } from 'playhead/playwright';
import { cassette, ENDPOINT, interaction, QUESTION, textEvents } from '../../support/handmade.ts';
import { openPage, ORIGIN, readBy } from '../../support/pages/blank.ts';

const events = textEvents('Hello', ' world');

test.use({ cassette: cassette(interaction('Hi', events)), pace: 'manual', baseURL: ORIGIN });

/** Faults that an app knows by the head alone, so that it reads no body. */
const REFUSALS: (Fault & PlacedFault)[] = [
  { type: 'status', status: 204 },
  { type: 'status', status: 500 },
  { type: 'html' },
  { type: 'content-type', value: 'text/plain' },
];

for (const fault of REFUSALS) {
  const { status = 200 } = fault as { status?: number };

  // By service worker, a status with a body and one that has none are enough.
  const tag = fault.type === 'status' ? [] : '@page';

  test(`an app may leave ${JSON.stringify(fault)} unread`, { tag }, async ({ page, playhead }) => {
    await openPage(page);
    await fetchHead(page);
    await playhead.fail(fault);
    expect(await readBy(page, 'head')).toBe(`[${status}]`);
    if (fault.type === 'content-type') await playhead.finish();
    await page.evaluate(() => void ask('retry'));
    await (await playhead.nextStream()).finish();
    expect(await readBy(page, 'retry')).toBe(`[200]${events.join('')}[end]`);
  });
}

test.describe(() => {
  test.use({ faults: { type: 'status', status: 500 } });

  test('an app may leave unread an answer made by the option faults', async ({
    page,
    playhead,
  }) => {
    await openPage(page);
    await fetchHead(page);
    await playhead.finish();
    expect(await readBy(page, 'head')).toBe('[500]');
    await page.evaluate(() => void ask('retry'));
    await (await playhead.nextStream()).finish();
    expect(await readBy(page, 'retry')).toBe(`[200]${events.join('')}[end]`);
  });
});

test('an app that leaves the recorded answer unread fails the test', async ({ page, playhead }) => {
  await openPage(page);
  await fetchHead(page);
  await expect(playhead.finish()).rejects.toThrow('the app has stopped reading, and does not');
});

/** Sends the question, and reads nothing but the head of the answer. */
async function fetchHead(page: Page): Promise<void> {
  await page.evaluate(
    ([endpoint, body]) => {
      const readHead = async () => {
        const { status } = await fetch(endpoint, { method: 'POST', body });
        document.body.insertAdjacentHTML('beforeend', `<pre id="head">[${status}]</pre>`);
      };
      void readHead();
    },
    [ENDPOINT, QUESTION] as const,
  );
}
