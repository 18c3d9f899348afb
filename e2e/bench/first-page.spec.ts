import { type Page, test as plain } from '@playwright/test';
import { test } from 'playhead/playwright';
import { answerOf, report, rounds } from '../support/bench/measure.ts';
import { openPage } from '../support/pages/blank.ts';

plain.describe.configure({ mode: 'default' });

for (const round of rounds(16)) {
  plain.describe(`round ${round}`, () => {
    plain('opens a page without a harness', ({ page }) => open(page, 'no harness'));

    for (const carrier of ['page', 'service-worker'] as const) {
      test.describe(() => {
        test.use({ carrier, cassette: answerOf(40), unused: 'ignore' });

        test(`opens a page with the ${carrier} carrier`, ({ page }) => open(page, carrier));
      });
    }
  });
}

async function open(page: Page, way: string): Promise<void> {
  const start = performance.now();
  await openPage(page);
  const time = performance.now() - start;
  const title = 'The first page';
  report({ title, baseline: 'no harness', target: '1.05 times', unit: 'ms', way, time });
}
