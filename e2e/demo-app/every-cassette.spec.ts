import type { Chunking } from 'playhead';
import { cassettes, type Recorded } from '../support/cassettes.ts';
import { expect, test } from '../support/demo-app/fixtures.ts';
import { endsInCall, playCassette, replayCassette } from '../support/demo-app/play-cassette.ts';

/** Says what the client libraries of the demo app cannot show. */
const LIMITS = new Map([
  [
    'handmade/openai-chat/several-choices',
    'the AI SDK takes the choice that stands first, whatever its index, and never asks for several',
  ],
]);

/** Cuts the bytes in other ways than an event a chunk. */
const CHUNKINGS: Chunking[] = [{ bytes: 1 }, { seed: 1 }];
const PROVIDERS = [...new Set(cassettes.map(({ provider }) => provider))];

for (const recorded of cassettes) {
  const { name, cassette, provider } = recorded;
  const limit = LIMITS.get(name);

  test.describe(name, () => {
    test.use({ cassette: name, pace: 'manual', repeat: true });

    test(`shows ${limit ? 'other than' : 'exactly'} the transcript`, async ({
      page,
      chat,
      playhead,
    }) => {
      if (limit) test.info().annotations.push({ type: 'limit', description: limit });
      await playCassette(chat, playhead, recorded);
      const shown = expect(page.getByRole('log'));
      await (limit ? shown.not : shown).toShowTranscript(recorded);
      if (!endsInCall(recorded)) await expect(chat.alert).toHaveCount(endsWell(recorded) ? 0 : 1);
      expect(playhead.requests).toHaveLength(cassette.interactions.length);
    });

    // One cassette a provider: each has a client library of its own, which joins the bytes.
    const at = PROVIDERS.indexOf(provider);
    if (cassettes.find((each) => each.provider === provider) !== recorded) return;

    for (const chunking of at === 0 ? CHUNKINGS : [CHUNKINGS[at % CHUNKINGS.length]!]) {
      test(`shows the same in chunks of ${JSON.stringify(chunking)}`, async ({
        page,
        chat,
        playhead,
      }) => {
        const look = async () => ({
          log: withPlainIds(await page.getByRole('log').innerHTML()),
          alerts: await chat.alert.allTextContents(),
        });
        await playCassette(chat, playhead, recorded);
        const plain = await look();
        expect(plain.log).toContain('</article>');
        playhead.setChunking(chunking);
        await replayCassette(chat, playhead, recorded);
        expect(await look()).toEqual(plain);
        expect(playhead.requests).toHaveLength(2 * cassette.interactions.length);
      });
    }
  });
}

const CUT_OFF = /length|max|filter|safety|blocked/i;

/** Tells whether the recording ends with a complete answer. */
function endsWell({ turns }: Recorded): boolean {
  const last = turns.at(-1)!;
  if (last.role === 'user' || last.error !== undefined || last.text === '') return false;
  return last.finish !== undefined && !CUT_OFF.test(last.finish);
}

/** Numbers the ids that React generates in order of rendering: only which are equal is compared. */
function withPlainIds(html: string): string {
  const ids = new Map<string, string>();
  return html.replaceAll(/_r_\w+_/g, (id) => {
    if (!ids.has(id)) ids.set(id, `id-${ids.size}`);
    return ids.get(id)!;
  });
}
