import type { Fault } from 'playhead';
import { cassettes } from '../support/cassettes.ts';
import { expect, test } from '../support/demo-app/fixtures.ts';
import { playAnswer } from '../support/demo-app/expect-recorded-answer.ts';

/** Recordings whose tool arguments come in pieces. */
const NAMES = [
  'openrouter/multi_tool_streaming_kimi-k2',
  'handmade/openai-responses/tool-loop',
  'handmade/anthropic/tool-loop',
  'handmade/bedrock/tool-loop',
  'handmade/ai-sdk-ui/client-tools',
];

const BREAKS: [Fault, alert: string][] = [
  [{ type: 'disconnect' }, 'The connection was lost.'],
  [{ type: 'end' }, 'The answer was cut off.'],
  [{ type: 'error-event' }, 'The provider reported an error.'],
];

test.use({ pace: 'manual', repeat: true, unused: 'ignore' });

for (const name of NAMES) {
  const recorded = cassettes.find((each) => each.name === name)!;
  const { provider, prompt } = recorded;

  test.describe(name, () => {
    test.use({ cassette: name });

    for (const [fault, alert] of BREAKS) {
      test(`survives ${fault.type} in the arguments, and answers when asked again`, async ({
        page,
        chat,
        playhead,
      }) => {
        await chat.open(provider);
        await chat.send(prompt);
        const stream = await playhead.nextStream();
        await stream.until('tool-arguments');
        const card = chat.toolCards.last();
        await expect(card).toContainText('Writing');
        await stream.fail(fault);

        await expect(chat.alert).toContainText(alert);
        await expect(chat.alert).toContainText('The partial answer is kept.');
        await expect(card).toContainText('Failed');
        await expect(card).toContainText(
          /The answer ended before this call finished\.$|The arguments are incomplete\.$/,
        );
        await chat.retryButton.click();
        await playAnswer({ page, chat, playhead }, recorded);
      });
    }
  });
}
