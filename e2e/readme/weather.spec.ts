import { expect, test } from 'playhead/playwright';

test.use({ cassette: 'groq/tool_streaming', pace: 'manual' });

test('shows the tool call, its result, then the answer', async ({ page, playhead }) => {
  await page.goto('/');
  await page.getByLabel('API key').fill('any');
  await page.getByLabel('Message').fill("What's the weather in Florence,Italy?");
  await page.getByRole('button', { name: 'Send' }).click();

  const first = await playhead.nextStream(); // the app has asked; nothing has been sent
  await first.until('tool-call'); // sent, read and rendered: no sleep, no retry
  const card = page.getByRole('group', { name: 'weather' });
  expect(await card.textContent()).toContain('Writing');
  await first.finish();

  const second = await playhead.nextStream(); // the tool has run, and the app asks again
  expect(await card.textContent()).toContain('40 C');
  await second.until(/Florence/); // half an answer: it stands still as long as you look
  expect(await page.getByRole('log').textContent()).not.toContain('40°C');
  await second.finish();

  await expect(page.getByRole('log')).toShowTranscript(playhead.transcript);
});
