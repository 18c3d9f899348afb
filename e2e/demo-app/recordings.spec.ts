import type { AssistantTurn } from 'playhead';
import type { Playhead, PlayheadStream } from 'playhead/playwright';
import { answersOf, type Recorded, recordings } from '../support/cassettes.ts';
import type { Chat } from '../support/demo-app/chat.ts';
import { completionOf } from '../support/completion-request.ts';
import { expect, test } from '../support/demo-app/fixtures.ts';
import { expectGrowth } from '../support/demo-app/history.ts';
import { lettersAndDigits, visibleLines, visibleLinesOf } from '../support/markdown.ts';

// The main job: each real recording through the demo app, over every carrier (see the projects).

for (const recording of recordings) {
  const { name, provider, prompt, answers } = recording;
  const calls = answers.flatMap(({ toolCalls }) => toolCalls);
  const smoke = name === 'groq/tool_streaming';

  test.describe(name, () => {
    test.use({ cassette: name });

    test.describe('held', () => {
      test.use({ pace: 'manual' });

      test(
        'shows each text event and each call at once, takes no text back, and sends the results',
        { tag: smoke ? '@msw3' : [] },
        async ({ chat, history, playhead }) => {
          await chat.open(provider);
          await chat.send(prompt);
          for (const [turn, answer] of answers.entries()) {
            const stream = await playhead.nextStream();
            // The tools have run, and no event of the next answer has been sent.
            expect(await chat.answers.count(), 'nothing has been sent').toBe(turn);
            await expectResults(chat, answers.slice(0, turn));
            await playText(stream, chat, playhead, turn, answer);
            await playCalls(stream, chat, playhead, turn, answer);
            await stream.finish();
          }
          expectRequests(playhead, recording);

          for (const snapshots of await history()) {
            expectGrowth(snapshots.map(({ text }) => text));
            const final = snapshots.at(-1)!;
            for (const { blocks } of snapshots) {
              expect(final.blocks.slice(0, blocks.length), 'no block turns into another').toEqual(
                blocks,
              );
            }
          }
        },
      );
    });

    test('shows the finished conversation as in the transcript, with a card for each call', async ({
      page,
      chat,
      playhead,
    }) => {
      await chat.converse(recording);

      expect(playhead.transcript.turns).toEqual(recording.turns);
      await expect(page.getByRole('log')).toShowTranscript(recording);
      await expect(chat.messages.first()).toHaveText(prompt);
      for (const [turn, { text, toolCalls }] of answers.entries()) {
        const shown = await visibleLinesOf(chat.answers.nth(turn));
        const lines = visibleLines(text);
        expect(shown.slice(0, lines.length)).toEqual(lines);
        if (toolCalls.length === 0) expect(shown, 'and nothing else').toHaveLength(lines.length);
      }
      await expect(chat.alert).toHaveCount(0);

      await expect(chat.toolCards).toHaveCount(calls.length);
      for (const [at, call] of calls.entries()) {
        const card = chat.toolCards.nth(at);
        await expect(card).toHaveAccessibleName(call.name);
        expect(JSON.parse(await chat.field(card, 'Arguments').innerText())).toEqual(call.arguments);
        await expect(chat.field(card, 'Result')).toHaveText(call.result!);
        await expect(card).toContainText('Done');
      }
    });
  });
}

/** Plays the text of an answer, event by event: each shows at once, and goes on from the one before. */
async function playText(
  stream: PlayheadStream,
  chat: Chat,
  playhead: Playhead,
  turn: number,
  { text }: AssistantTurn,
): Promise<void> {
  const answer = chat.answers.nth(turn);
  let before = '';
  while ((answersOf(playhead.transcript)[turn]?.text ?? '') !== text) {
    await stream.until('text');
    const shown = lettersAndDigits(await answer.textContent());
    const sent = lettersAndDigits(answersOf(playhead.transcript)[turn]!.text);
    expect(sent.startsWith(shown), `"${sent}" begins with "${shown}"`).toBe(true);
    // An undecided end, such as an opened `**`, is held back until it is decided.
    expect(sent.length - shown.length).toBeLessThan(8);
    expect(shown.slice(0, before.length), 'it goes on').toBe(before);
    before = shown;
    expect(await answer.getAttribute('aria-busy')).toBe('true');
  }
}

/** Plays the calls of an answer, event by event: each has a card that shows what is written of it. */
async function playCalls(
  stream: PlayheadStream,
  chat: Chat,
  playhead: Playhead,
  turn: number,
  { toolCalls }: AssistantTurn,
): Promise<void> {
  for (const [at, call] of toolCalls.entries()) {
    await stream.until({ type: 'tool-call', name: call.name });
    const card = chat.toolCards.nth(at);
    expect(await chat.toolCards.count(), 'the later calls are not known yet').toBe(at + 1);
    expect(await card.getAttribute('aria-label')).toBe(call.name);
    expect(await card.textContent()).toContain('Writing');

    const field = chat.field(card, 'Arguments');
    const written = () => answersOf(playhead.transcript)[turn]!.toolCalls[at]!.argumentsText;
    for (;;) {
      const shown = (await field.count()) > 0 ? await field.textContent() : '';
      expect(bare(shown!), 'the arguments as far as they are written').toBe(bare(written()));
      if (written() === call.argumentsText) break;
      await stream.until({ type: 'tool-arguments', index: at });
    }
    expect(await card.textContent(), 'no result yet').not.toContain('Done');
  }
}

/** Expects a card with its result for each call of these answers. */
async function expectResults(chat: Chat, answers: readonly AssistantTurn[]): Promise<void> {
  for (const [at, { result }] of answers.flatMap(({ toolCalls }) => toolCalls).entries()) {
    const card = chat.toolCards.nth(at);
    expect(await chat.field(card, 'Result').textContent()).toBe(result);
    expect(await card.textContent()).toContain('Done');
  }
}

/** Expects two requests, the second with the first answer and the results of its calls. */
function expectRequests({ requests }: Playhead, { prompt, answers }: Recorded): void {
  const [first, second, ...rest] = requests.map(completionOf);
  expect(rest).toEqual([]);
  expect(first).toMatchObject({ stream: true });
  expect(first!.tools.map((tool) => tool.function.name)).toEqual(['add', 'multiply', 'weather']);
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
  ).toEqual(toolCalls.map((call) => ({ id: call.id, name: call.name, arguments: call.arguments })));
  expect(results).toEqual(
    toolCalls.map(({ id, result }) => ({ role: 'tool', tool_call_id: id, content: result })),
  );
}

/** Removes white space: the app formats arguments its own way. */
function bare(json: string): string {
  return json.replaceAll(/\s/g, '');
}
