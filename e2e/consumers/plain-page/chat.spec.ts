import type { Page } from '@playwright/test';
import { chatCassette, expect, test } from 'playhead/playwright';

const QUESTION = 'How warm is it in Oslo?';

test.use({
  cassette: chatCassette([
    [QUESTION, ['It is ', 'rather ', 'warm ', 'there.']],
    ['And in Rome?', ['Hot, ', 'as always.']],
  ]),
});

async function ask(page: Page, question: string): Promise<void> {
  await page.getByLabel('Message').fill(question);
  await page.getByRole('button', { name: 'Send' }).click();
}

for (const carrier of ['page', 'service-worker'] as const) {
  test.describe(carrier, () => {
    test.use({ carrier });

    test('shows half an answer for as long as the test looks', async ({ page, playhead }) => {
      await page.goto('/');
      const answer = page.getByRole('log').getByRole('paragraph').last();
      await ask(page, QUESTION);
      await playhead.until(/rather/);
      expect(await answer.textContent()).toBe('It is rather ');
      await playhead.finish();
      await ask(page, 'And in Rome?');
      const second = await playhead.nextStream();
      await second.until('text');
      expect(await answer.textContent()).toBe('Hot, ');
      await second.finish();
      await expect(page.getByRole('log')).toShowTranscript(playhead.transcript);
    });
  });
}

test('cancels the request when the reader stops', async ({ page, playhead }) => {
  await page.goto('/');
  await ask(page, QUESTION);
  await playhead.until(/rather/);
  await page.getByRole('button', { name: 'Stop' }).click();
  expect((await playhead.waitForAbort()).by).toBe('app');
  await expect(page.getByRole('log')).toShowTranscript(playhead.transcript);
});
