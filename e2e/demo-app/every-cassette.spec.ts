import type { Chat } from '../support/demo-app/chat.ts';
import { asksForStream, cassettes, type Recorded, recordings } from '../support/cassettes.ts';
import { endsInCall, endsWell } from '../support/demo-app/endings.ts';
import { expect, test } from '../support/demo-app/fixtures.ts';
import { lettersOf } from '../support/markdown.ts';
import { playCassette, replayCassette } from '../support/demo-app/play-cassette.ts';

// A page draws the same of all cassettes that hold the same kinds of parts: `every-cassette.test.ts`
// reads all of them, with the same client libraries, and `recordings.spec.ts` draws the real ones.

const handmade = cassettes.filter((each) => !recordings.includes(each));

/** One cassette of each kind, and of each provider the one that holds most kinds of parts. */
const SHOWN = handmade.filter(
  (each) =>
    each === handmade.find((other) => kindOf(other) === kindOf(each)) ||
    each ===
      handmade
        .filter(({ provider }) => provider === each.provider)
        .reduce((most, other) => (partsOf(other).size > partsOf(most).size ? other : most)),
);

for (const recorded of SHOWN) {
  const { name, cassette } = recorded;

  test.describe(name, () => {
    test.use({ cassette: name, pace: 'manual', repeat: true });

    test('shows exactly the transcript, and the reasoning folded', async ({
      page,
      chat,
      playhead,
    }) => {
      await playCassette(chat, playhead, recorded);
      await expect(page.getByRole('log')).toShowTranscript(recorded);
      await expectReasoning(chat, recorded);
      if (!endsInCall(recorded)) await expect(chat.alert).toHaveCount(endsWell(recorded) ? 0 : 1);
      expect(playhead.requests).toHaveLength(cassette.interactions.length);
    });
  });
}

test('the reasoning of each provider is among them', () => {
  const reasoning = (all: Recorded[]) =>
    new Set(all.filter((each) => partsOf(each).has('reasoning')).map(({ provider }) => provider));
  expect(reasoning(SHOWN)).toEqual(reasoning(handmade));
});

test.describe('in chunks of one byte', () => {
  const recorded = recordings.find(({ provider }) => provider === 'openrouter')!;
  test.use({ cassette: recorded.name, pace: 'manual', repeat: true });

  test('shows the same', async ({ page, chat, playhead }) => {
    const look = async () => withPlainIds(await page.getByRole('log').innerHTML());
    await playCassette(chat, playhead, recorded);
    const plain = await look();
    expect(plain).toContain('</article>');
    playhead.setChunking({ bytes: 1 });
    await replayCassette(chat, playhead, recorded);
    expect(await look()).toEqual(plain);
    expect(playhead.requests).toHaveLength(2 * recorded.cassette.interactions.length);
  });
});

/** Expects the reasoning of each turn, folded: the transcript on screen leaves it out. */
async function expectReasoning(chat: Chat, { answers }: Recorded): Promise<void> {
  const all = answers.map(({ reasoning }) => lettersOf(reasoning)).filter(Boolean);
  const details = chat.answers.locator('details');
  await expect(details).toHaveCount(all.length);
  for (const each of await details.all()) await expect(each).not.toHaveAttribute('open');
  await expect(details.locator('summary')).toHaveText(all.map(() => 'Thought'));
  const shown = await details.locator('.markdown').allTextContents();
  expect(shown.map(lettersOf)).toEqual(all);
}

/** Names the kinds of parts of a recording that a page draws in different ways. */
function partsOf({ answers }: Recorded): ReadonlySet<string> {
  const parts = answers.flatMap(({ text, reasoning, error, toolCalls }) => [
    ...(text ? ['text'] : []),
    ...(reasoning ? ['reasoning'] : []),
    ...(error ? ['error'] : []),
    ...toolCalls.map((call) => (call.server ? 'server call' : 'call')),
  ]);
  return new Set(parts);
}

function kindOf(recorded: Recorded): string {
  const byName = (one: string, other: string) => one.localeCompare(other);
  const parts = [...partsOf(recorded)].toSorted(byName);
  const streamed = recorded.cassette.interactions.every(asksForStream);
  return [...parts, streamed, endsInCall(recorded), endsWell(recorded)].join();
}

/** Numbers the ids that React generates in order of rendering: only which are equal is compared. */
function withPlainIds(html: string): string {
  const ids = new Map<string, string>();
  return html.replaceAll(/_r_\w+_/g, (id) => {
    if (!ids.has(id)) ids.set(id, `id-${ids.size}`);
    return ids.get(id)!;
  });
}
