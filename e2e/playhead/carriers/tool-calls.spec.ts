import { answersOf, recordings } from '../../support/cassettes.ts';
import { expect, test } from '../../support/demo-app/fixtures.ts';
import { completionOf } from '../../support/completion.ts';

for (const recording of recordings) {
  const { name, provider, prompt, answers } = recording;
  const calls = answers.flatMap(({ toolCalls }) => toolCalls);

  test.describe(name, () => {
    test.use({ cassette: name });

    test.describe('held', () => {
      test.use({ pace: 'manual' });

      test('each call is seen written, run and done, before the next answer begins', async ({
        chat,
        playhead,
      }) => {
        await chat.open(provider);
        await chat.send(prompt);
        const stream = await playhead.nextStream();
        for (const [at, call] of calls.entries()) {
          await stream.until({ type: 'tool-call', name: call.name });
          const card = chat.toolCards.nth(at);
          expect(await chat.toolCards.count(), 'the later calls are not known yet').toBe(at + 1);
          expect(await card.getAttribute('aria-label')).toBe(call.name);
          expect(await card.textContent()).toContain('Writing');

          const written = () => answersOf(playhead.transcript)[0]!.toolCalls[at]!.argumentsText;
          for (;;) {
            const shown = (await chat.field(card, 'Arguments').allTextContents()).join('');
            expect(bare(shown), 'the arguments as far as they are written').toBe(bare(written()));
            if (written() === call.argumentsText) break;
            await stream.until({ type: 'tool-arguments', index: at });
          }
          expect(await card.textContent(), 'no result yet').not.toContain('Done');
        }
        await stream.finish();

        // The tools have run, the app has asked again, and no event of the answer has been sent.
        await playhead.nextStream();
        expect(await chat.answers.count()).toBe(1);
        for (const [at, { result }] of calls.entries()) {
          expect(await chat.field(chat.toolCards.nth(at), 'Result').textContent()).toBe(result);
          expect(await chat.toolCards.nth(at).textContent()).toContain('Done');
        }
        await playhead.finish();
      });
    });

    test('each tool call has a card with its name, arguments and result', async ({ chat }) => {
      await chat.converse(recording);

      await expect(chat.toolCards).toHaveCount(calls.length);
      for (const [at, call] of calls.entries()) {
        const card = chat.toolCards.nth(at);
        await expect(card).toHaveAccessibleName(call.name);
        expect(JSON.parse(await chat.field(card, 'Arguments').innerText())).toEqual(call.arguments);
        await expect(chat.field(card, 'Result')).toHaveText(call.result!);
        await expect(card).toContainText('Done');
      }
    });

    test('two requests, the second re-sends the first answer and the results', async ({
      chat,
      playhead,
    }) => {
      await chat.converse(recording);

      const [first, second, ...rest] = playhead.requests.map(completionOf);
      expect(rest).toEqual([]);
      expect(first).toMatchObject({ stream: true });
      expect(first!.tools.map((tool) => tool.function.name)).toEqual([
        'add',
        'multiply',
        'weather',
      ]);
      expect(first!.messages.filter(({ role }) => role !== 'system')).toEqual([
        { role: 'user', content: prompt },
      ]);

      const { text, toolCalls } = answers[0]!;
      expect(second!.messages.slice(0, first!.messages.length)).toEqual(first!.messages);
      const [resent, ...results] = second!.messages.slice(first!.messages.length);
      expect(resent).toMatchObject({ role: 'assistant', content: text });
      expect(
        resent!.tool_calls!.map((call) => ({
          id: call.id,
          name: call.function.name,
          arguments: JSON.parse(call.function.arguments) as unknown,
        })),
      ).toEqual(
        toolCalls.map((call) => ({ id: call.id, name: call.name, arguments: call.arguments })),
      );
      expect(results).toEqual(
        toolCalls.map(({ id, result }) => ({ role: 'tool', tool_call_id: id, content: result })),
      );
    });
  });
}

/** Arguments are shown with line breaks and blanks of the app's own. */
function bare(json: string): string {
  return json.replaceAll(/\s/g, '');
}
