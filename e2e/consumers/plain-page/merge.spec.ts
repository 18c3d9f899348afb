import {
  expect as playwrightExpect,
  mergeExpects,
  mergeTests,
  test as playwrightTest,
} from '@playwright/test';
import { chatCassette, expect as playheadExpect, test as playheadTest } from 'playhead/playwright';

// A team has fixtures and matchers of its own: one that has gone to the page before the test begins.
const ownTest = playwrightTest.extend<{ startPage: void; reader: string }>({
  reader: ['Ada', { option: true }],
  startPage: [
    async ({ page }, use) => {
      await page.route('**/*.png', (route) => route.abort());
      await page.goto('/');
      await use();
    },
    { auto: true },
  ],
  storageState: async ({ reader, baseURL }, use) => {
    const localStorage = [{ name: 'reader', value: reader }];
    await use({ cookies: [], origins: [{ origin: baseURL!, localStorage }] });
  },
});
const ownExpect = playwrightExpect.extend({
  toBeShort: (text: string) => ({ pass: text.length < 20, message: () => `${text} is long` }),
});

const QUESTION = 'How warm is it?';
const options = { cassette: chatCassette([[QUESTION, ['Rather ', 'warm.']]]) };

for (const [order, test, expect] of [
  ['last', mergeTests(ownTest, playheadTest), mergeExpects(ownExpect, playheadExpect)],
  ['first', mergeTests(playheadTest, ownTest), mergeExpects(playheadExpect, ownExpect)],
] as const) {
  test.describe(`merged ${order}`, () => {
    test.use(options);

    test('holds an answer on a page that another fixture has opened', async ({
      page,
      playhead,
    }) => {
      await expect(page.getByText('Ada')).toBeVisible();
      await page.getByLabel('Message').fill(QUESTION);
      await page.getByRole('button', { name: 'Send' }).click();
      await playhead.until('text');
      const shown = await page.getByRole('log').textContent();
      expect(shown).toBe(`${QUESTION}Rather `);
      expect('Rather ').toBeShort();
      await playhead.finish();
      await expect(page.getByRole('log')).toShowTranscript(playhead.transcript);
    });
  });
}

const both = mergeTests(ownTest, playheadTest);

both.describe('a route of the test', () => {
  both.use({ ...options, reader: 'Ben' });

  both('answers what no cassette has', async ({ page, playhead }) => {
    await page.route('**/api/me', (route) => route.fulfill({ json: { name: 'Ben' } }));
    const name = await page.evaluate(async () => (await fetch('/api/me')).json() as unknown);
    playheadExpect(name).toEqual({ name: 'Ben' });
    await playheadExpect(page.getByText('Ben')).toBeVisible();
    await page.getByLabel('Message').fill(QUESTION);
    await page.getByLabel('Message').press('Enter');
    await playhead.finish();
    await playheadExpect(page.getByRole('log')).toShowTranscript(playhead.transcript);
  });
});
