import type { Chat } from '../support/demo-app/chat.ts';
import { asksForStream, cassettes, type Recorded, recordings } from '../support/cassettes.ts';
import { endsInCall, endsWell } from '../support/demo-app/last-turn.ts';
import { expect, test } from '../support/demo-app/fixtures.ts';
import { lettersAndDigits } from '../support/markdown.ts';
import { playCassette, replayCassette } from '../support/demo-app/play-cassette.ts';

// A page draws the same of all cassettes that hold the same kinds of parts: `every-cassette.test.ts`
// reads all of them, with the same client libraries, and `recordings.spec.ts` draws the real ones.

const handmade = cassettes.filter((each) => !recordings.includes(each));

/** Holds every feature that a cassette has, in as few cassettes as a greedy choice needs. */
const SHOWN: Recorded[] = [];
for (;;) {
  const covered = new Set(SHOWN.flatMap(featuresOf));
  const adds = (each: Recorded) =>
    featuresOf(each).filter((feature) => !covered.has(feature)).length;
  const next = handmade.reduce((best, each) => (adds(each) > adds(best) ? each : best));
  if (adds(next) === 0) break;
  SHOWN.push(next);
}

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

test('the chosen cassettes are these', () => {
  expect(SHOWN.map(({ name }) => name.replace('handmade/', ''))).toEqual([
    'anthropic/tool-loop',
    'ai-sdk-ui/error',
    'ollama/tool-loop',
    'ai-sdk-ui/server-tools',
    'google/not-streamed',
    'openai-chat/call-without-arguments',
    'openai-responses/tool-loop',
    'bedrock/tool-loop',
    'google/tool-loop',
    'openai-chat/opens-with-reasoning',
    'vertex-anthropic/tool-loop',
    'vertex-google/tool-loop',
  ]);
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
  const all = answers.map(({ reasoning }) => lettersAndDigits(reasoning)).filter(Boolean);
  const details = chat.answers.locator('details');
  await expect(details).toHaveCount(all.length);
  for (const each of await details.all()) await expect(each).not.toHaveAttribute('open');
  await expect(details.locator('summary')).toHaveText(all.map(() => 'Thought'));
  const shown = await details.locator('.markdown').allTextContents();
  expect(shown.map(lettersAndDigits)).toEqual(all);
}

/** Names what a page draws in a way of its own, and what the clients of providers read in theirs. */
function featuresOf(recorded: Recorded): string[] {
  const { provider, answers, cassette } = recorded;
  return [
    `the client of ${provider}`,
    ...answers.flatMap(({ text, reasoning, error, toolCalls }) => [
      ...(text ? ['text'] : []),
      ...(reasoning ? [`reasoning of ${provider}`] : []),
      ...(error ? ['an error'] : []),
      ...toolCalls.map((call) => (call.providerExecuted ? 'a call of the provider' : 'a call')),
    ]),
    ...(cassette.interactions.every(asksForStream) ? [] : ['an answer in one piece']),
    ...(endsInCall(recorded) ? ['a call without a result'] : []),
    ...(endsWell(recorded) ? [] : ['an incomplete end']),
  ];
}

/** Numbers the ids that React generates in order of rendering: only which are equal is compared. */
function withPlainIds(html: string): string {
  const ids = new Map<string, string>();
  return html.replaceAll(/_r_\w+_/g, (id) => {
    if (!ids.has(id)) ids.set(id, `id-${ids.size}`);
    return ids.get(id)!;
  });
}
