import { countDeltas, recordings } from './cassettes.ts';
import { expect, test } from './fixtures.ts';
import { visibleLines } from './markdown.ts';

for (const recording of recordings) {
  const { name, prompt, answers } = recording;

  test(`${name}: text is on screen before the stream has ended, grows, and never shrinks`, async ({
    chat,
    history,
  }) => {
    await chat.open(name, '60/s');
    await chat.send(prompt);
    await chat.finish(answers.length);

    const turns = await history();
    for (const [turn, moments] of turns.entries()) {
      const said = moments.filter(({ text }) => text !== '');
      expect(said[0]!.busy, 'the first words are there while the stream runs').toBe(true);

      const texts = [...new Set(said.map(({ text }) => text))];
      const deltas = countDeltas(recording, answers[turn]!.interaction!, 'content');
      if (deltas > 1) expect(texts.length, 'the text grows').toBeGreaterThan(1);
      for (const [at, text] of texts.entries()) {
        expect(text.startsWith(texts[at - 1] ?? ''), `"${text}" goes on from what was there`).toBe(
          true,
        );
      }
      const final = moments.at(-1)!;
      for (const { blocks } of moments) {
        expect(final.blocks.slice(0, blocks.length), 'no block turns into another').toEqual(blocks);
      }
    }
  });

  test(`${name}: the finished conversation reads as the transcript`, async ({ chat }) => {
    await chat.open(name);
    await chat.send(prompt);
    await chat.finish(answers.length);

    await expect(chat.messages.first()).toHaveText(prompt);
    for (const [turn, { text }] of answers.entries()) {
      const shown = (await chat.answers.nth(turn).innerText())
        .split('\n')
        .map((line) => line.trim());
      const lines = visibleLines(text);
      expect(shown.filter((line) => line !== '').slice(0, lines.length)).toEqual(lines);
    }
    const final = await chat.answers.last().innerText();
    expect(
      final
        .split('\n')
        .map((line) => line.trim())
        .filter((line) => line !== ''),
    ).toEqual(visibleLines(answers.at(-1)!.text));
    await expect(chat.alert).toHaveCount(0);
  });
}
