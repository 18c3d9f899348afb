import { chatCassette, expect, test } from 'playhead/playwright';

const add = { name: 'add', arguments: ['{"a":2,', '"b":3}'], result: '5' };
const answers = [
  { reasoning: ['A tool ', 'can do that.'], toolCalls: [add] },
  { text: ['The sum ', 'is 5.'], usage: { input: 52, output: 9 } },
];
const cassette = chatCassette([['Add 2 and 3', answers]], { protocol: 'anthropic-messages' });
test.use({ cassette, pace: 'manual' });

test('shows the call, its result, then the answer', async ({ page, playhead }) => {
  await page.goto('/?provider=anthropic');
  await page.getByLabel('API key').fill('any');
  await page.getByLabel('Message').fill('Add 2 and 3');
  await page.getByRole('button', { name: 'Send' }).click();

  await playhead.until({ type: 'tool-arguments', text: '"b":3}' });
  const card = page.getByRole('group', { name: 'add' });
  await expect(card).toBeVisible();
  await playhead.finish();

  const second = await playhead.nextStream(); // the app has run the tool, and sends its result
  await second.until(/The sum/);
  expect(await page.getByRole('log').textContent()).not.toContain('is 5.');
  await second.finish();
  await expect(page.getByRole('log')).toShowTranscript(playhead.transcript);
});
