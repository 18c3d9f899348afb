import { expect, type Page, test as plain } from '@playwright/test';
import { test } from 'playhead/playwright';
import { answerOf, bodyOf, report, rounds } from '../support/bench/measure.ts';
import { stubFetch } from '../support/bench/stub.ts';
import { ENDPOINT, QUESTION } from '../support/handmade.ts';
import { openPage } from '../support/pages/blank.ts';

const LENGTHS = [
  { events: 2000, times: 9 },
  { events: 100_000, times: 3 },
];

plain.describe.configure({ mode: 'default' });

for (const { events, times } of LENGTHS) {
  const answer = answerOf(events);
  const body = bodyOf(answer);

  for (const round of rounds(times)) {
    plain.describe(`${events} events, round ${round}`, () => {
      plain('reads a stream of a stub', async ({ page }) => {
        await stubFetch(page, body);
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

  /** Reads a whole answer as an app does: reports the time to its head, and from there to its end. */
  async function readStream(page: Page, way: string): Promise<void> {
    await openPage(page);
    const { bytes, headMs, bodyMs } = await page.evaluate(
      async ([url, question]) => {
        const start = performance.now();
        const response = await fetch(url, { method: 'POST', body: question });
        const head = performance.now();
        let read = 0;
        for await (const chunk of response.body!) read += chunk.byteLength;
        return { bytes: read, headMs: head - start, bodyMs: performance.now() - head };
      },
      [ENDPOINT, QUESTION] as const,
    );
    expect(bytes).toBe(Buffer.byteLength(body));
    const compared = { baseline: 'stub', way };
    report({
      ...compared,
      title: `The head of ${events} events`,
      target: 'the stub and 10 ms',
      unit: 'ms',
      time: headMs,
    });
    report({
      ...compared,
      title: `${events} events, read in the page`,
      target: '1.1 times',
      unit: 'µs an event',
      time: (bodyMs * 1000) / events,
    });
  }
}
