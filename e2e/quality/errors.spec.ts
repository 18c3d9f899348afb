import type { Page } from '@playwright/test';
import { test } from 'playhead/playwright';
import { expect, watchQuality } from 'playhead/quality';
import { answer, ask, openChat, watchAnswer } from '../support/pages/chat-page.ts';

const ENDS: [what: string, end: (page: Page) => Promise<unknown>, words: RegExp][] = [
  ['navigates', (page) => page.goto('about:blank'), /getByRole\('log'\).*went to about:blank/],
  ['is closed', (page) => page.close(), /getByRole\('log'\).*was closed/],
  [
    'loses the element',
    (page) => page.getByRole('log').evaluate((log) => log.remove()),
    /getByRole\('log'\).*has left the page.*around it/,
  ],
];

test.use({ cassette: answer, pace: 'manual', unused: 'ignore' });

test.describe('toStreamWell', () => {
  for (const [what, end, words] of ENDS) {
    test(`rejects a page that ${what}, negated or not`, async ({ page, playhead }) => {
      const quality = await watchAnswer(page, playhead);
      await end(page);
      await expect(expect(quality).toStreamWell()).rejects.toThrow(words);
      await expect(expect(quality).not.toStreamWell()).rejects.toThrow(words);
    });
  }

  test('rejects a watch until something was sent', async ({ page, playhead }) => {
    await openChat(page);
    const quality = await watchQuality(page.getByRole('log'), playhead);
    await ask(page);
    await playhead.nextStream();
    await expect(expect(quality).toStreamWell()).rejects.toThrow(/nothing was sent/);
    await playhead.step();
    await expect(quality).toStreamWell();
  });

  test('does not count what was sent to another page', async ({ page, context, playhead }) => {
    await openChat(page);
    const quality = await watchQuality(page.getByRole('log'), playhead);
    const other = await context.newPage();
    await openChat(other);
    await ask(other);
    await playhead.finish();
    await expect(quality.metrics()).rejects.toThrow(/nothing was sent/);
  });
});
