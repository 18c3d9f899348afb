import { answersOf, recordings } from '../../support/cassettes.ts';
import { expect, test } from '../../support/demo-app/fixtures.ts';
import { expectGrowth } from '../../support/demo-app/history.ts';
import { visibleLines, visibleLinesOf } from '../../support/markdown.ts';

for (const recording of recordings) {
  const { name, provider, prompt, answers } = recording;

  test.describe(name, () => {
    test.use({ cassette: name });

    test.describe('held', () => {
      test.use({ pace: 'manual' });

      test('each text event shows at once, text grows and never shrinks', async ({
        chat,
        history,
        playhead,
      }) => {
        await chat.open(provider);
        await chat.send(prompt);
        for (const [turn, { text }] of answers.entries()) {
          const stream = await playhead.nextStream();
          expect(await chat.answers.count(), 'nothing has been sent').toBe(turn);

          let before = '';
          while ((answersOf(playhead.transcript)[turn]?.text ?? '') !== text) {
            await stream.until('text');
            const shown = lettersOf(await chat.answers.nth(turn).textContent());
            const said = lettersOf(answersOf(playhead.transcript)[turn]!.text);
            expect(said.startsWith(shown), `"${said}" begins with "${shown}"`).toBe(true);
            // An undecided end, such as an opened `**`, is held back until it is decided.
            expect(said.length - shown.length).toBeLessThan(8);
            expect(shown.slice(0, before.length), 'it goes on').toBe(before);
            before = shown;
            expect(await chat.answers.nth(turn).getAttribute('aria-busy')).toBe('true');
          }
          await stream.finish();
        }

        for (const moments of await history()) {
          expectGrowth(moments.map(({ text }) => text));
          const final = moments.at(-1)!;
          for (const { blocks } of moments) {
            expect(final.blocks.slice(0, blocks.length), 'no block turns into another').toEqual(
              blocks,
            );
          }
        }
      });
    });

    test('the finished conversation reads as the transcript', async ({ chat, playhead }) => {
      await chat.converse(recording);

      expect(playhead.transcript.turns).toEqual(recording.turns);
      await expect(chat.messages.first()).toHaveText(prompt);
      for (const [turn, { text, toolCalls }] of answers.entries()) {
        const shown = await visibleLinesOf(chat.answers.nth(turn));
        const lines = visibleLines(text);
        expect(shown.slice(0, lines.length)).toEqual(lines);
        if (toolCalls.length === 0) expect(shown, 'and nothing else').toHaveLength(lines.length);
      }
      await expect(chat.alert).toHaveCount(0);
    });
  });
}

/** The letters and digits: what markdown marks and blanks make of the rest is not asked here. */
function lettersOf(text: string | null): string {
  return (text ?? '').replaceAll(/[^\p{L}\p{N}]/gu, '');
}
