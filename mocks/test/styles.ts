import { bodyText } from '../wire/body.ts';
import type { Cassette } from '../cassette/cassette.ts';
import { readCassette } from '../node/cassette-files.ts';
import { transcript } from '../protocols/transcript.ts';

/** Where the hand-made cassettes of chat completions lie, one file a trait. */
export const STYLES = 'cassettes/handmade/openai-chat';

/** What a turn says, without what it does not say. */
export interface Told {
  text?: string;
  reasoning?: string;
  /** `call_1 add({"a":2}) = 5`: id, name, arguments as streamed, result. */
  calls?: string[];
  finish?: string;
  usage?: number;
  error?: string;
}

/** A trait: its cassette, what follows from it, how its bytes show it, what the answers say. */
export type Style = [name: string, fact: string, shows: RegExp, told: Told[]];

export const HELLO: Told = { text: 'Hello there!', finish: 'stop' };
export const THOUGHT: Told = { reasoning: 'A greeting.', ...HELLO };
export const ADD = 'call_a1 add({"a":2,"b":3}) = 5';
const MULTIPLY = 'call_m2 multiply({"a":2,"b":3}) = 6';
const SUM: Told = { text: 'The sum is 5.', finish: 'stop' };
const BOTH: Told = { text: 'The sum is 5, the product is 6.', finish: 'stop' };

/** A loop of one call: the call and the answer to its result. */
export const adds = (call = ADD, more: Told = {}): Told[] => [
  { calls: [call], finish: 'tool_calls', ...more },
  SUM,
];

/** A loop of two calls in one turn. */
export const addsAndMultiplies = (more: Told = {}): Told[] => [
  { calls: [ADD, MULTIPLY], finish: 'tool_calls', ...more },
  BOTH,
];

/** The first response of a cassette, and what all its answers say. */
export function style(name: string): { body: string; told: Told[] } {
  const tape = readCassette(`${STYLES}/${name}.yaml`);
  return { body: bodyText(tape.interactions[0]!.response.body), told: toldBy(tape) };
}

function toldBy(tape: Cassette): Told[] {
  return transcript(tape).turns.flatMap((turn) => {
    if (turn.role === 'user') return [];
    const { text, reasoning, toolCalls, finish, usage, error } = turn;
    const calls = toolCalls.map(
      (call) => `${call.id ?? '-'} ${call.name}(${call.argumentsText}) = ${call.result ?? '-'}`,
    );
    const told: Told = {
      ...(text && { text }),
      ...(reasoning && { reasoning }),
      ...(calls.length > 0 && { calls }),
      ...(finish && { finish }),
      ...(usage && { usage: usage['total_tokens'] as number }),
      ...(error && { error }),
    };
    return [told];
  });
}
