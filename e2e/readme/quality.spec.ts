import { test } from 'playhead/playwright';
import { expect, watchQuality } from 'playhead/quality';

test.use({ cassette: 'groq/tool_streaming' });

test('streams without jumps and flicker', async ({ page, playhead }) => {
  await page.goto('/');
  await page.getByLabel('API key').fill('any');
  await page.getByLabel('Message').fill("What's the weather in Florence,Italy?");
  const quality = await watchQuality(page.getByRole('log'), playhead); // before the app asks
  await page.getByRole('button', { name: 'Send' }).click();
  await expect(page.getByRole('button', { name: 'Regenerate' })).toBeVisible();
  await expect(quality).toStreamWell({ layoutShift: 0.05 }); // the others keep their defaults
});
