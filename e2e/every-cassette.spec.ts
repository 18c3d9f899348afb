import { cassettes, type Recorded } from './cassettes.ts';
import { expect, test } from './fixtures.ts';
import { endsInCall, lead } from './lead.ts';

/** What the client libraries of the demo app cannot show. */
const CANNOT = new Map([
  [
    'handmade/openai-chat/several-choices',
    'the AI SDK takes the choice that stands first, whatever its index, and never asks for several',
  ],
]);

for (const recorded of cassettes) {
  const { name } = recorded;
  const why = CANNOT.get(name);
  const title = why
    ? `the app cannot show what the cassette says: ${why}`
    : 'the app shows what the cassette says';

  test.describe(name, () => {
    test.use({ cassette: name, pace: 'manual' });

    test(title, async ({ page, chat, playhead }) => {
      await lead(chat, playhead, recorded);
      const log = expect(page.getByRole('log'));
      await (why ? log.not : log).toShowTranscript(recorded);
      if (!endsInCall(recorded)) await expect(chat.alert).toHaveCount(endsWell(recorded) ? 0 : 1);
    });
  });
}

const CUT_OFF = /length|max|filter|safety|blocked/i;

/** Does the recording end with an answer that is whole? */
function endsWell({ turns }: Recorded): boolean {
  const last = turns.at(-1)!;
  if (last.role === 'user' || last.error !== undefined || last.text === '') return false;
  return last.finish !== undefined && !CUT_OFF.test(last.finish);
}
