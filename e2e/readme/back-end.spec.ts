import { expect, test } from 'playhead/playwright';

test.use({ cassette: 'groq/tool_streaming', pace: 'manual' });

test('shows the result of a tool that the back end runs', async ({ page, playhead }) => {
  await page.goto('/?provider=ai-sdk-ui');
  await page.getByLabel('Message').fill("What's the weather in Florence,Italy?");
  await page.getByRole('button', { name: 'Send' }).click();

  await playhead.until('tool-call'); // the model has said this much, and the page shows it
  const card = page.getByRole('group', { name: 'weather' });
  expect(await card.textContent()).toContain('Writing');
  await playhead.finish();

  const second = await playhead.nextStream(); // the back end has run the tool, and asks again
  await expect(card).toContainText('40 C');
  await second.until(/Florence/);
  expect(await page.getByRole('log').textContent()).not.toContain('40°C');
  await second.finish();
  await expect(page.getByRole('log')).toShowTranscript(playhead.transcript);
});
