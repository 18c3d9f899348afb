import { asksForStream, cassettes, type Recorded } from './cassettes.ts';
import { expect, test } from './fixtures.ts';

/** What the client libraries of the demo app cannot show. */
const FAILS = new Map([
  [
    'handmade/openai-chat/several-choices',
    'the AI SDK takes the choice that stands first, whatever its index, and never asks for several',
  ],
]);

for (const recorded of cassettes) {
  const { name, provider, cassette, prompts } = recorded;
  const { interactions } = cassette;

  test.describe(name, () => {
    test.use({ cassette: name, pace: endsInCall(recorded) ? 'manual' : 'instant' });

    test('the app shows what the cassette says', async ({ page, chat, playhead }) => {
      test.skip(!interactions.every(asksForStream), 'the app always asks for a stream');
      test.fail(FAILS.has(name), FAILS.get(name));
      const log = page.getByRole('log');
      await chat.open(provider);

      if (endsInCall(recorded)) {
        await chat.send(prompts[0]!);
        for (const { id } of interactions) {
          const stream = await playhead.nextStream();
          // At the end the app would run the tool, and ask what nobody has recorded.
          await (id === interactions.length - 1
            ? stream.step(stream.remaining - 1)
            : stream.finish());
        }
        await expect(log).toShowTranscript(recorded);
        return;
      }

      const refused = () => (interactions[playhead.calls.length - 1]?.response.code ?? 0) >= 400;
      for (const prompt of prompts) {
        await chat.ask(prompt);
        while (refused() && playhead.calls.length < interactions.length) {
          await expect(chat.alert).toBeVisible();
          await chat.ask(prompt);
        }
      }
      await expect(log).toShowTranscript(recorded);
      await expect(chat.alert).toHaveCount(endsWell(recorded) ? 0 : 1);
    });
  });
}

/** Does the recording end where the app has to run a tool? */
function endsInCall({ turns }: Recorded): boolean {
  const last = turns.at(-1)!;
  return last.role === 'assistant' && last.toolCalls.some(({ server }) => !server);
}

const CUT_OFF = /length|max|filter|safety|blocked/i;

/** Does the recording end with an answer that is whole? */
function endsWell({ turns }: Recorded): boolean {
  const last = turns.at(-1)!;
  if (last.role === 'user' || last.error !== undefined || last.text === '') return false;
  return last.finish !== undefined && !CUT_OFF.test(last.finish);
}
