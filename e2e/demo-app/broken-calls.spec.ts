import type { Fault } from 'playhead';
import { cassettes } from '../support/cassettes.ts';
import { expect, test } from '../support/demo-app/fixtures.ts';
import { playAnswer } from '../support/demo-app/expect-recorded-answer.ts';

const LOST: Break = [{ type: 'disconnect' }, 'The connection was lost.'];
const CUT_OFF: Break = [{ type: 'end' }, 'The answer was cut off.'];
const REPORTED: Break = [{ type: 'error-event' }, 'The provider reported an error.'];

type Break = [Fault, alert: string];

/** Recordings whose tool arguments come in pieces: one breaks in every way, the others once each. */
const BREAKS: [name: string, ...Break[]][] = [
  ['openrouter/multi_tool_streaming_kimi-k2', LOST, CUT_OFF, REPORTED],
  ['handmade/openai-responses/tool-loop', CUT_OFF],
  ['handmade/anthropic/tool-loop', REPORTED],
  ['handmade/bedrock/tool-loop', REPORTED],
  ['handmade/ai-sdk-ui/client-tools', LOST],
];

test.use({ pace: 'manual', repeat: true, unused: 'ignore' });

for (const [name, ...breaks] of BREAKS) {
  const recorded = cassettes.find((each) => each.name === name)!;
  const { provider, prompt } = recorded;

  test.describe(name, () => {
    test.use({ cassette: name });

    for (const [fault, alert] of breaks) {
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
