import { test } from 'playhead/playwright';
import { expect, watchQuality } from 'playhead/quality';

// What comes at once is rendered at once, and nothing is seen to move.
test.use({ cassette: 'groq/tool_streaming', pace: { eventsPerSecond: 40 } });

test('streams without jumps and flicker', async ({ page, playhead }) => {
  await page.goto('/');
  await page.getByLabel('API key').fill('any');
  await page.getByLabel('Message').fill("What's the weather in Florence,Italy?");
  const quality = await watchQuality(page.getByRole('log'), playhead); // before the app asks
  await page.getByRole('button', { name: 'Send' }).click();
  await expect(page.getByRole('button', { name: 'Regenerate' })).toBeVisible();
  await expect(quality).toStreamWell({ layoutShift: 0.05 }); // the others keep their defaults
});
