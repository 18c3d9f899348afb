import { chatCassette, expect, test } from 'playhead/playwright';

const question = 'Is it warm in Oslo?';
test.use({ cassette: chatCassette([[question, ['Rather ', 'warm ', 'today.']]]), pace: 'manual' });

test('shows an answer while it comes', async ({ page, playhead }) => {
  await page.goto('/');
  await page.getByLabel('Message').fill(question);
  await page.getByRole('button', { name: 'Send' }).click();

  await playhead.until(/warm/); // the model has said this much, and the page shows it
  expect(await page.getByRole('log').textContent()).not.toContain('today'); // no sleep, no retry
  await playhead.finish();
  await expect(page.getByRole('log')).toShowTranscript(playhead.transcript);
});
