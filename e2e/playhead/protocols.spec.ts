import type { AssistantTurn, Part } from 'playhead';
import { expect, test } from 'playhead/playwright';
import { openPage, ORIGIN, readBy } from '../support/pages/blank.ts';
import { answersOf, cassetteNamed } from '../support/cassettes.ts';

/** One conversation per framing. `target.cassettes.test.ts` plans the same for every cassette. */
const NAMES = [
  'groq/multi_tool_streaming.2025-10',
  'handmade/bedrock/tool-loop',
  'handmade/ollama/tool-loop',
];

/** Are in each of them, and how a transcript shows them. */
const PARTS: [Part['type'], (turn: AssistantTurn) => boolean][] = [
  ['tool-call', ({ toolCalls }) => toolCalls.length > 0],
  ['tool-arguments', ({ toolCalls }) => toolCalls.some(({ argumentsText }) => argumentsText)],
  ['finish', ({ finish }) => finish !== undefined],
];

test.use({ pace: 'manual', baseURL: ORIGIN, unused: 'ignore', repeat: true });

for (const name of NAMES) {
  const { cassette } = cassetteNamed(name);
  const { url, body } = cassette.interactions[0]!.request;

  test.describe(name, () => {
    test.use({ cassette });

    test('until() stops right after an event, and the page has read everything up to it', async ({
      page,
      playhead,
    }) => {
      await openPage(page);
      const nextStream = async (as: string) => {
        await page.evaluate(([to, init]) => void ask(to, '', init), [
          as,
          { input: url, body },
        ] as const);
        return playhead.nextStream();
      };

      /** What has been read after each event, and what the transcript shows then. */
      const reads: string[] = [];
      const turns: AssistantTurn[] = [];
      const stepped = await nextStream('stepped');
      while (stepped.remaining > 0) {
        await stepped.step();
        reads.push(await readBy(page, 'stepped'));
        turns.push(...answersOf(playhead.transcript));
      }
      await stepped.finish();

      for (const [part, shows] of PARTS) {
        const stream = await nextStream(part);
        await stream.until(part);
        const at = turns.findIndex(shows);
        expect(stream.position).toBe(at + 1);
        expect(await readBy(page, part)).toBe(reads[at]);
        await stream.finish();
      }
    });
  });
}
