import type { Chunking } from 'playhead';
import { cassettes, type Recorded } from '../support/cassettes.ts';
import { expect, test } from '../support/demo-app/fixtures.ts';
import { endsInCall, lead, leadAnew } from '../support/demo-app/play-cassette.ts';

/** What the client libraries of the demo app cannot show. */
const CANNOT = new Map([
  [
    'handmade/openai-chat/several-choices',
    'the AI SDK takes the choice that stands first, whatever its index, and never asks for several',
  ],
]);

/** Other ways to cut the bytes than an event a chunk. */
const CHUNKINGS: Chunking[] = ['whole', { bytes: 1 }, ...[1, 2, 3, 4, 5].map((seed) => ({ seed }))];

for (const recorded of cassettes) {
  const { name, cassette } = recorded;
  const why = CANNOT.get(name);
  const title = why
    ? `the app cannot show what the cassette says: ${why}`
    : 'the app shows what the cassette says';

  test.describe(name, () => {
    test.use({ cassette: name, pace: 'manual', repeat: true });

    // One test: what is seen to be right is what the others must equal.
    test(`${title}, and the same DOM however its bytes are cut`, async ({
      page,
      chat,
      playhead,
    }) => {
      test.slow(); // it leads the whole conversation once a chunking
      const log = page.getByRole('log');

      await lead(chat, playhead, recorded);
      const shown = expect(log);
      await (why ? shown.not : shown).toShowTranscript(recorded);
      if (!endsInCall(recorded)) await expect(chat.alert).toHaveCount(endsWell(recorded) ? 0 : 1);
      expect(playhead.requests).toHaveLength(cassette.interactions.length);

      const seen = async () => ({
        log: withPlainIds(await log.innerHTML()),
        alerts: await chat.alert.allTextContents(),
      });
      const end = await seen();
      expect(end.log).toContain('</article>');
      for (const chunking of CHUNKINGS) {
        playhead.setChunking(chunking);
        await leadAnew(chat, playhead, recorded);
        expect(await seen(), JSON.stringify(chunking)).toEqual(end);
      }
      expect(playhead.requests).toHaveLength((1 + CHUNKINGS.length) * cassette.interactions.length);
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

/** React counts its generated ids in the order of rendering: what counts is which are equal. */
function withPlainIds(html: string): string {
  const ids = new Map<string, string>();
  return html.replaceAll(/_r_\w+_/g, (id) => {
    if (!ids.has(id)) ids.set(id, `id-${ids.size}`);
    return ids.get(id)!;
  });
}
