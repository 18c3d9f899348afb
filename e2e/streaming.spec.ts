import { countDeltas, recordings } from './cassettes.ts';
import { expect, test } from './fixtures.ts';
import { expectGrowth } from './history.ts';
import { visibleLines, visibleLinesOf } from './markdown.ts';

for (const recording of recordings) {
  const { name, prompt, answers } = recording;

  test(`${name}: text is on screen before the stream has ended, grows, and never shrinks`, async ({
    chat,
    history,
  }) => {
    await chat.converse(recording, '60/s');

    const turns = await history();
    expect(turns).toHaveLength(answers.length);
    for (const [turn, moments] of turns.entries()) {
      const first = moments.find(({ text }) => text !== '');
      expect(first?.busy, 'the first words are there while the stream runs').toBe(true);

      const deltas = countDeltas(recording, answers[turn]!.interaction!, 'content');
      const texts = moments.map(({ text }) => text).filter((text) => text !== '');
      if (deltas > 1) expect(new Set(texts).size, 'the text grows').toBeGreaterThan(1);
      expectGrowth(moments.map(({ text }) => text));

      const final = moments.at(-1)!;
      for (const { blocks } of moments) {
        expect(final.blocks.slice(0, blocks.length), 'no block turns into another').toEqual(blocks);
      }
    }
  });

  test(`${name}: the finished conversation reads as the transcript`, async ({ chat }) => {
    await chat.converse(recording);

    await expect(chat.messages.first()).toHaveText(prompt);
    for (const [turn, { text, toolCalls }] of answers.entries()) {
      const shown = await visibleLinesOf(chat.answers.nth(turn));
      const lines = visibleLines(text);
      expect(shown.slice(0, lines.length)).toEqual(lines);
      if (toolCalls.length === 0) expect(shown, 'and nothing else').toHaveLength(lines.length);
    }
    await expect(chat.alert).toHaveCount(0);
  });
}
