import { expect, test } from 'playhead/playwright';
import { openPage, ORIGIN, readBy } from '../support/pages/blank.ts';
import { answersOf, cassettes } from '../support/cassettes.ts';
import { partsOf, SHOWS } from '../support/part-predicates.ts';

/** One conversation a protocol, and the same parts in each. */
const NAMES = [
  'groq/multi_tool_streaming.2025-10',
  'handmade/openai-responses/tool-loop',
  'handmade/anthropic/tool-loop',
  'handmade/vertex-anthropic/tool-loop',
  'handmade/bedrock/tool-loop',
  'handmade/google/tool-loop',
  'handmade/vertex-google/tool-loop',
  'handmade/ollama/tool-loop',
  'handmade/ai-sdk-ui/server-tools',
];

test.use({ pace: 'manual', baseURL: ORIGIN, unused: 'ignore', repeat: true });

for (const name of NAMES) {
  const { cassette } = cassettes.find((each) => each.name === name)!;
  const [{ request }, told] = [
    cassette.interactions[0]!,
    answersOf(cassettes.find((each) => each.name === name)!)[0]!,
  ];
  const parts = partsOf(told);

  test.describe(name, () => {
    test.use({ cassette });

    for (const part of parts) {
      test(`until('${part}') stops right after the first event that says so`, async ({
        page,
        playhead,
      }) => {
        await openPage(page);
        const asked = { url: request.url, body: request.body as string };
        const ask = (as: string) =>
          page.evaluate(
            ([to, each]) => void globalThis.ask(to, '', { input: each.url, body: each.body }),
            [as, asked] as const,
          );
        const shown = () => answersOf(playhead.transcript).some(SHOWS[part]);

        await ask('stepped');
        const stepped = await playhead.nextStream();
        while (!shown()) await stepped.step();
        const read = await readBy(page, 'stepped');
        const { position } = stepped;

        await ask('led');
        const led = await playhead.nextStream();
        await led.until(part);
        expect(led.position).toBe(position);
        expect(await readBy(page, 'led')).toBe(read);
        await led.finish();
      });
    }

    test('holds the parts of a tool call', () => {
      expect(parts).toEqual(expect.arrayContaining(['tool-call', 'tool-arguments', 'finish']));
    });
  });
}
