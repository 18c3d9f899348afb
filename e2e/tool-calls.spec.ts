import { countDeltas, recordings } from './cassettes.ts';
import { expect, test } from './fixtures.ts';
import { expectGrowth } from './history.ts';

for (const recording of recordings) {
  const { name, prompt, answers } = recording;
  const calls = answers.flatMap(({ toolCalls }) => toolCalls);

  test(`${name}: each tool call has a card with its name, arguments and result`, async ({
    chat,
  }) => {
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

  test(`${name}: arguments grow as they arrive, and the card is there before its result`, async ({
    chat,
    history,
  }) => {
    await chat.converse(recording, '60/s');

    const turns = await history();
    expect(turns).toHaveLength(answers.length);
    for (const [turn, { toolCalls, interaction }] of answers.entries()) {
      const fragments = countDeltas(recording, interaction!, 'arguments') / toolCalls.length;
      for (const [at, call] of toolCalls.entries()) {
        const seen = turns[turn]!.flatMap(({ cards }) => cards[at] ?? []);
        expect(new Set(seen.map((card) => card.name))).toEqual(new Set([call.name]));
        expect(seen[0]!.text, 'no result yet').not.toContain('Done');

        const states = seen.map((card) => card.arguments.replaceAll(/\s/g, ''));
        expectGrowth(states);
        if (fragments > 1)
          expect(new Set(states).size, 'fragments show one by one').toBeGreaterThan(2);
      }
    }
  });

  test(`${name}: two requests, the second re-sends the first answer and the results`, async ({
    chat,
    requests,
  }) => {
    await chat.converse(recording);

    expect(requests).toHaveLength(2);
    const [first, second] = requests;
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
    ).toEqual(
      toolCalls.map((call) => ({ id: call.id, name: call.name, arguments: call.arguments })),
    );
    expect(results).toEqual(
      toolCalls.map(({ id, result }) => ({ role: 'tool', tool_call_id: id, content: result })),
    );
  });
}
