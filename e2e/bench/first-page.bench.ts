import { type Page, test as base } from '@playwright/test';
import { test as playheadTest } from 'playhead/playwright';
import { cassetteOf, completion } from './completion.ts';
import { upTo } from './in-turn.ts';
import { report } from './sample.ts';
import { readSettings } from './settings.ts';

const { rounds, carriers } = readSettings();

interface Fixtures {
  /** When the fixture was set up, which is before those that a test names after it. */
  began: number;
}
const began = [({}, use) => use(performance.now()), {}] as const satisfies [
  (given: object, use: (now: number) => Promise<void>) => Promise<void>,
  object,
];
const plain = base.extend<Fixtures>({ began: [...began] });
const test = playheadTest.extend<Fixtures>({ began: [...began] });

plain.describe.configure({ mode: 'default' });

for (const round of upTo(rounds)) {
  plain(`plain ${round}`, ({ began: at, page }) => measure(page, at, 'plain', round));
  for (const carrier of carriers) {
    test.describe(() => {
      test.use({ carrier, cassette: cassetteOf(completion(40)), unused: 'ignore' });
      test(`playhead, ${carrier} ${round}`, ({ began: at, page }) =>
        measure(page, at, `playhead, ${carrier}`, round));
    });
  }
}

async function measure(page: Page, at: number, way: string, round: number): Promise<void> {
  await page.goto('/empty', { waitUntil: 'domcontentloaded' });
  const ms = performance.now() - at;
  if (round > 0) report({ way, round: round - 1, numbers: { ms } });
}
