import { bodyText } from '../wire/body.ts';
import type { Cassette } from '../cassette/cassette.ts';
import { readCassette } from '../node/cassette-files.ts';
import { transcript } from '../protocols/transcript.ts';

/** The folder of hand-made chat completions, one cassette a trait. */
export const STYLES = 'cassettes/handmade/openai-chat';

/** The content of an assistant turn, without its empty fields. */
interface TurnSummary {
  text?: string;
  reasoning?: string;
  /** `call_1 add({"a":2}) = 5`: id, name, arguments as streamed, result. */
  calls?: string[];
  finish?: string;
  usage?: number;
  error?: string;
}

/** A trait: its cassette, the expected behaviour, the bytes that prove the trait, the expected turns. */
export type Style = [name: string, behaviour: string, bytes: RegExp, turns: TurnSummary[]];

export const HELLO: TurnSummary = { text: 'Hello there!', finish: 'stop' };
export const THOUGHT: TurnSummary = { reasoning: 'A greeting.', ...HELLO };
export const ADD = 'call_a1 add({"a":2,"b":3}) = 5';
const MULTIPLY = 'call_m2 multiply({"a":2,"b":3}) = 6';
const SUM: TurnSummary = { text: 'The sum is 5.', finish: 'stop' };
const BOTH: TurnSummary = { text: 'The sum is 5, the product is 6.', finish: 'stop' };

/** Expects a loop of one call: the call, then the answer. */
export const adds = (call = ADD, more: TurnSummary = {}): TurnSummary[] => [
  { calls: [call], finish: 'tool_calls', ...more },
  SUM,
];

/** Expects a loop of two calls in one turn. */
export const addsAndMultiplies = (more: TurnSummary = {}): TurnSummary[] => [
  { calls: [ADD, MULTIPLY], finish: 'tool_calls', ...more },
  BOTH,
];

/** Reads the first response body of a cassette, and all its assistant turns. */
export function style(name: string): { body: string; turns: TurnSummary[] } {
  const tape = readCassette(`${STYLES}/${name}.yaml`);
  return { body: bodyText(tape.interactions[0]!.response.body), turns: summariesOf(tape) };
}

function summariesOf(tape: Cassette): TurnSummary[] {
  return transcript(tape).turns.flatMap((turn) => {
    if (turn.role === 'user') return [];
    const { text, reasoning, toolCalls, finish, usage, error } = turn;
    const calls = toolCalls.map(
      (call) => `${call.id ?? '-'} ${call.name}(${call.argumentsText}) = ${call.result ?? '-'}`,
    );
    const summary: TurnSummary = {
      ...(text && { text }),
      ...(reasoning && { reasoning }),
      ...(calls.length > 0 && { calls }),
      ...(finish && { finish }),
      ...(usage && { usage: usage['total_tokens'] as number }),
      ...(error && { error }),
    };
    return [summary];
  });
}
