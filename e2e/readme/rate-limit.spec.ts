import { expect, test } from 'playhead/playwright';

test.use({
  cassette: 'groq/tool_streaming',
  faults: { type: 'status', status: 429, headers: { 'retry-after': '1' } },
});

test('tells what went wrong', async ({ page }) => {
  await page.goto('/');
  await page.getByLabel('API key').fill('any');
  await page.getByLabel('Message').fill("What's the weather in Florence,Italy?");
  await page.getByRole('button', { name: 'Send' }).click();
  await expect(page.getByRole('alert')).toContainText('429');
});
