import { expect, test } from 'vitest';
import { bodyText } from '../wire/body.ts';
import type { Interaction } from '../cassette/cassette.ts';
import { recorded } from '../test/samples.ts';
import { type Message, sameArguments } from './conversation.ts';
import { parseJson } from '../util/json.ts';
import { protocolOf } from './protocols.ts';
import { type AssistantTurn, transcript } from './transcript.ts';
import { isToolTurn } from './turn.ts';

/** Cassettes that end at a call, with the reason. */
const ENDS_AT_THE_CALL: Record<string, string> = {
  'handmade/openai-chat/call-without-arguments':
    'no tool runs without arguments, and apps report the failure in different ways',
};

/** Cassettes whose request leaves out the text beside the calls, with the reason. */
const TEXT_IS_LOST: Record<string, string> = {};

/** Every turn of every cassette that an app must answer. */
const toolTurns = recorded.flatMap(([name, tape]) =>
  transcript(tape).turns.flatMap((turn): [string, number, AssistantTurn, Interaction[]][] =>
    turn.role === 'assistant' && turn.interactionIndex !== undefined && isToolTurn(turn)
      ? [[name, turn.interactionIndex, turn, tape.interactions]]
      : [],
  ),
);
const loops = toolTurns.filter(([name]) => !(name in ENDS_AT_THE_CALL));

test.each(loops)(
  '%s: has the turn that the request after interaction %i sends back',
  (name, position, turn, interactions) => {
    const resent = lastAnswer(interactions[position + 1]);
    const calls =
      turn.toolCalls.length === resent.toolCalls.length
        ? turn.toolCalls
        : turn.toolCalls.filter(({ providerExecuted }) => !providerExecuted);
    expect(resent.toolCalls.map((call) => call.name)).toEqual(calls.map((call) => call.name));
    for (const [at, call] of resent.toolCalls.entries()) {
      const known = calls[at]!;
      expect(sameArguments(known.argumentsText, call.argumentsText), call.argumentsText).toBe(true);
      expect(known.arguments).toBeTypeOf('object');
      expect(known.result).toBeTypeOf('string');
      if (!known.providerExecuted) expect(known.result).toBe(call.result);
    }
    expect(resent.text).toBe(name in TEXT_IS_LOST ? '' : turn.text);
  },
);

test('lists every cassette that ends at a call, with the reason', () => {
  const atTheEnd = toolTurns.filter(([, position, , all]) => position === all.length - 1);
  expect(atTheEnd.map(([name]) => name)).toEqual(Object.keys(ENDS_AT_THE_CALL));
  const lost = loops.filter(([name, , turn]) => name in TEXT_IS_LOST && turn.text !== '');
  expect(lost.map(([name]) => name)).toEqual(Object.keys(TEXT_IS_LOST));
});

/** Reads the last assistant message of a request: the previous answer, sent back. */
function lastAnswer(interaction: Interaction | undefined): Message & { role: 'assistant' } {
  const { url, body } = interaction!.request;
  const request = protocolOf(interaction!)!.readRequest(parseJson(bodyText(body)), url);
  return request!.messages.findLast((message) => message.role === 'assistant')!;
}
