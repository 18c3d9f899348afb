import { expect, test } from 'playhead/playwright';

// The README shows hello.yaml.
test.use({ cassette: 'hello', cassetteDir: 'e2e/readme', pace: 'manual' });

test('shows half an answer, then all of it', async ({ page, playhead }) => {
  await page.goto('/');
  await page.getByLabel('API key').fill('any');
  await page.getByLabel('Message').fill('Say hello');
  await page.getByRole('button', { name: 'Send' }).click();

  await playhead.until(/Hello/);
  expect(await page.getByRole('log').textContent()).not.toContain('there!');
  await playhead.finish();
  await expect(page.getByRole('log')).toShowTranscript(playhead.transcript);
});
