import { cassetteNamed, cassettes } from '../support/cassettes.ts';
import { expect, test } from '../support/demo-app/fixtures.ts';

const NAMES = ['groq/tool_streaming', 'handmade/anthropic/tool-loop'];

for (const name of NAMES) {
  const recording = cassetteNamed(name);

  test(`the demo replays ${name} by itself`, async ({ page, chat }) => {
    await chat.replay(recording, '200/s');
    await expect(page.getByRole('log')).toShowTranscript(recording);
  });
}

test('the demo offers every cassette, and shows which one it plays', async ({ page, chat }) => {
  const names = cassettes.map(({ name }) => name);
  await chat.openDemo(names[1]!);
  const choice = page.getByRole('combobox', { name: 'Cassette' });
  await expect(choice).toHaveValue(names[1]!);
  await expect(choice.getByRole('option')).toHaveText(names);
});
