import { cassetteNamed } from '../support/cassettes.ts';
import { expect, test } from '../support/demo-app/fixtures.ts';
import { playAnswer } from '../support/demo-app/expect-recorded-answer.ts';
import { send } from '../support/demo-app/page-state.ts';

const LOST = [{ type: 'disconnect' }, 'The connection was lost.'] as const;
const CUT_OFF = [{ type: 'end' }, 'The answer was cut off.'] as const;
const REPORTED = [{ type: 'error-event' }, 'The provider reported an error.'] as const;

/** Recordings whose tool arguments come in pieces, how each breaks, and what the app says then. */
const BREAKS = [
  ['openrouter/multi_tool_streaming_kimi-k2', LOST],
  ['handmade/openai-responses/tool-loop', CUT_OFF],
  ['handmade/anthropic/tool-loop', REPORTED],
  ['handmade/bedrock/tool-loop', REPORTED],
  ['handmade/ai-sdk-ui/client-tools', LOST],
] as const;

test.use({ pace: 'manual', repeat: true, unused: 'ignore' });

for (const [name, [fault, alert]] of BREAKS) {
  const recorded = cassetteNamed(name);

  test.describe(name, () => {
    test.use({ cassette: name });

    test(`survives ${fault.type} in the arguments, and answers when asked again`, async ({
      page,
      chat,
      playhead,
    }) => {
      const stream = await send({ page, chat, playhead }, recorded);
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
  });
}
