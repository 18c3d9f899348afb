import { expect, type Page, test as plain } from '@playwright/test';
import { type Playhead, test } from 'playhead/playwright';
import { answerOf, bodyOf, report, rounds } from '../support/bench/measure.ts';
import { openRenderer, shownText } from '../support/pages/renderers.ts';

const EVENTS = 40;
const answer = answerOf(EVENTS);
const text = Array.from({ length: EVENTS }, (_, at) => `word${at} `).join('');

plain.describe.configure({ mode: 'default' });

for (const round of rounds(16)) {
  plain.describe(`round ${round}`, () => {
    plain('chats by route.fulfill', async ({ page }) => {
      await page.route('https://api.example.com/**', (route) =>
        route.fulfill({
          body: bodyOf(answer),
          contentType: 'text/event-stream',
          headers: { 'access-control-allow-origin': '*' },
        }),
      );
      await chat(page, 'route.fulfill');
    });

    for (const carrier of ['page', 'service-worker'] as const) {
      test.describe(() => {
        test.use({ carrier, cassette: answer });

        test(`chats by ${carrier}`, ({ page }) => chat(page, carrier));
      });
    }

    test.describe(() => {
      test.use({ cassette: answer, pace: 'manual' });

      test('chats by a held stream', ({ page, playhead }) => chat(page, 'held', playhead));
    });
  });
}

/** Opens a page that asks at once, and waits for the answer. The reporter takes the test's time. */
async function chat(page: Page, way: string, playhead?: Playhead): Promise<void> {
  await openRenderer(page, 'direct');
  await playhead?.finish();
  await expect.poll(() => shownText(page), { intervals: [20] }).toBe(text);
  const title = `Whole tests of ${EVENTS} events`;
  report({ title, baseline: 'route.fulfill', target: '1.1 times', unit: 'ms', way });
}
