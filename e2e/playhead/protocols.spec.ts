import { expect, test } from 'playhead/playwright';
import { openPage, ORIGIN, readBy } from '../support/pages/blank.ts';
import { answersOf, cassettes } from '../support/cassettes.ts';
import { PART_PREDICATES, partsOf } from '../support/part-predicates.ts';

/** One conversation a framing. `target.cassettes.test.ts` plans the same for every cassette. */
const NAMES = [
  'groq/multi_tool_streaming.2025-10',
  'handmade/bedrock/tool-loop',
  'handmade/ollama/tool-loop',
];

test.use({ pace: 'manual', baseURL: ORIGIN, unused: 'ignore', repeat: true });

for (const name of NAMES) {
  const { cassette, answers } = cassettes.find((each) => each.name === name)!;
  const { url, body } = cassette.interactions[0]!.request;
  const parts = partsOf(answers[0]!);

  test.describe(name, () => {
    test.use({ cassette });

    test('stops right after the first event that holds each part', async ({ page, playhead }) => {
      expect(parts).toEqual(expect.arrayContaining(['tool-call', 'tool-arguments', 'finish']));
      await openPage(page);
      const nextStream = async (as: string) => {
        await page.evaluate(([to, init]) => void ask(to, '', init), [
          as,
          { input: url, body },
        ] as const);
        return playhead.nextStream();
      };

      // By single steps: the position of the event with which the transcript shows each part.
      const stepped = await nextStream('stepped');
      const expected: Record<string, [position: number, read: string]> = {};
      while (parts.some((part) => !(part in expected))) {
        await stepped.step();
        const shown = parts.filter((part) =>
          answersOf(playhead.transcript).some(PART_PREDICATES[part]),
        );
        for (const part of shown)
          expected[part] ??= [stepped.position, await readBy(page, 'stepped')];
      }
      await stepped.finish();

      const reached: Record<string, [position: number, read: string]> = {};
      for (const part of parts) {
        const stream = await nextStream(part);
        await stream.until(part);
        reached[part] = [stream.position, await readBy(page, part)];
        await stream.finish();
      }
      expect(reached).toEqual(expected);
    });
  });
}
