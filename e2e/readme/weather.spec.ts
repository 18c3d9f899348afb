import { recordings } from '../cassettes.ts';
import { expect, test } from '../fixtures.ts';

const { name, prompt, answers } = recordings.find((each) => each.name === 'groq/tool_streaming')!;

test('asks for the weather, shows the tool call, then the answer', async ({ page, chat }) => {
  await chat.open(name, '20/s'); // the recorded events, at a pace you can watch
  await chat.send(prompt);

  const card = page.getByRole('group', { name: 'weather' });
  await expect(chat.field(card, 'Arguments')).toContainText('Florence,Italy');
  await expect(chat.field(card, 'Result')).toHaveText(answers[0]!.toolCalls[0]!.result!);

  await expect(chat.answers.last()).toHaveText(answers.at(-1)!.text); // as the provider said it
});
