import { expect, type Page, test as plain } from '@playwright/test';
import { test } from 'playhead/playwright';
import { answerOf, bodyOf, report, rounds } from '../support/bench/measure.ts';
import { stubFetch } from '../support/bench/stub.ts';
import { ENDPOINT, QUESTION } from '../support/handmade.ts';
import { openPage } from '../support/pages/blank.ts';

const EVENTS = 2000;
const answer = answerOf(EVENTS);
const body = bodyOf(answer);
const events = body.split(/(?<=\n\n)/);

plain.describe.configure({ mode: 'default' });

for (const round of rounds(9)) {
  plain.describe(`round ${round}`, () => {
    plain('reads a stream of a stub', async ({ page }) => {
      await stubFetch(page, events);
      await readStream(page, 'stub');
    });

    for (const carrier of ['page', 'service-worker'] as const) {
      test.describe(() => {
        test.use({ carrier, cassette: answer });

        test(`reads a stream by ${carrier}`, ({ page }) => readStream(page, carrier));
      });
    }
  });
}

/** Reads a whole answer as an app does, and reports the time from its head to its end. */
async function readStream(page: Page, way: string): Promise<void> {
  await openPage(page);
  const { bytes, ms } = await page.evaluate(
    async ([url, question]) => {
      const response = await fetch(url, { method: 'POST', body: question });
      const head = performance.now();
      let read = 0;
      for await (const chunk of response.body!) read += chunk.byteLength;
      return { bytes: read, ms: performance.now() - head };
    },
    [ENDPOINT, QUESTION] as const,
  );
  expect(bytes).toBe(Buffer.byteLength(body));
  const title = `A stream of ${EVENTS} events, read in the page`;
  report({
    title,
    baseline: 'stub',
    target: 1.5,
    unit: 'µs an event',
    way,
    time: (ms * 1000) / events.length,
  });
}
