import { expect, test } from 'vitest';
import { bodyText } from '../wire/body.ts';
import type { Cassette } from '../cassette/cassette.ts';
import { handmade } from '../test/handmade.ts';
import { type AssistantTurn, transcript } from './transcript.ts';

interface Summary {
  text?: string;
  reasoning?: string;
  calls?: string[];
  finish?: string;
  error?: string;
}

/** The turns of each cassette, written by hand; calls as `name(arguments) = result`, `provider: ` before those that the provider ran. */
const tapes: [string, Cassette, ...Summary[]][] = [
  ...turnsOf('openai-responses', {
    'tool-loop': [
      {
        text: 'I will use both tools.',
        reasoning:
          '**Reading the question**\n\nTwo sums with 2 and 3.\n\n**Choosing tools**\n\nI use add and multiply.',
        calls: ['add({"a":2,"b":3}) = 5', 'multiply({"a":2,"b":3}) = 6'],
        finish: 'completed',
      },
      { text: '2 + 3 = **5** and 2 × 3 = **6**.', finish: 'completed' },
    ],
    'web-search': [
      {
        text: 'The Uffizi is in Florence ([example.org](https://example.org/uffizi)).',
        calls: ['provider: web_search({"type":"search","query":"Uffizi Gallery city"})'],
        finish: 'completed',
      },
    ],
    incomplete: [{ text: 'Once upon a time there was', finish: 'max_output_tokens' }],
    failed: [{ text: 'The first half', error: 'The model stopped with an error.' }],
    refusal: [{ text: "I'm sorry, but I cannot help with that.", finish: 'completed' }],
    'not-streamed': [
      { text: 'I will add them.', calls: ['add({"a":2,"b":3}) = 5'], finish: 'completed' },
      { text: '2 + 3 = 5', finish: 'completed' },
    ],
  }),
  ...turnsOf('ai-sdk-ui', {
    'server-tools': [
      {
        text: 'Let me add them.\n\n2 + 3 = 5',
        reasoning: 'The user wants a sum.',
        calls: ['provider: add({"a":2,"b":3}) = 5'],
        finish: 'stop',
      },
    ],
    'client-tools': [
      { text: 'Let me add them.', calls: ['add({"a":2,"b":3}) = 5'], finish: 'tool-calls' },
      { text: '2 + 3 = 5', finish: 'stop' },
    ],
    error: [{ text: 'The first half', error: 'The model is overloaded.' }],
    'plain-text': [{ text: 'Hello, how can I help?', finish: 'stop' }],
  }),
];

/** Pairs each cassette of the folder with its turns; fails if one has none. */
function turnsOf(
  folder: string,
  turns: Record<string, Summary[]>,
): [string, Cassette, ...Summary[]][] {
  return handmade(folder).map(([name, tape]) => [`${folder}/${name}`, tape, ...turns[name]!]);
}

const assistants = (tape: Cassette) =>
  transcript(tape).turns.filter((turn): turn is AssistantTurn => turn.role === 'assistant');

test.each(tapes)('%s: has the turns listed here', (_name, tape, ...expected) => {
  const read = assistants(tape).map(({ text, reasoning, toolCalls, finish, error }): Summary => {
    const calls = toolCalls.map(
      (call) =>
        `${call.providerExecuted ? 'provider: ' : ''}${call.name}(${JSON.stringify(call.arguments)})${call.result === undefined ? '' : ` = ${call.result}`}`,
    );
    return {
      text,
      ...(reasoning && { reasoning }),
      ...(calls.length > 0 && { calls }),
      ...(finish !== undefined && { finish }),
      ...(error !== undefined && { error }),
    };
  });
  expect(read).toEqual(expected);
  expect(transcript(tape).turns.map(({ role }) => role)).toEqual([
    'user',
    ...expected.map(() => 'assistant'),
  ]);
});

interface Item {
  type?: string;
  role?: string;
  name?: string;
  arguments?: string;
  text?: string;
  input?: unknown;
  output?: string;
  content?: Item[];
  parts?: Item[];
}

/** Reads the answer that a request sends back, without our reader. */
function resent(body: string) {
  const { input, messages } = JSON.parse(body) as { input?: Item[]; messages?: Item[] };
  const items = input ?? messages!.at(-1)!.parts!;
  const texts = input
    ? items.flatMap(({ role, content }) => (role === 'assistant' ? content! : []))
    : items;
  const calls = items.filter(({ type }) => type === 'function_call' || type?.startsWith('tool-'));
  const results = items.filter(({ output }) => output !== undefined);
  return {
    text: texts.map(({ text }) => text ?? '').join(''),
    calls: calls.map((call) => [
      call.name ?? call.type!.replace('tool-', ''),
      call.arguments === undefined ? call.input : JSON.parse(call.arguments),
    ]),
    results: results.map(({ output }) => output),
  };
}

test.each(tapes.filter(([, tape]) => tape.interactions.length > 1))(
  '%s: has the turn that the next request sends back',
  (_name, tape) => {
    const { text, toolCalls } = assistants(tape)[0]!;
    expect(resent(bodyText(tape.interactions[1]!.request.body))).toEqual({
      text,
      calls: toolCalls.map((call) => [call.name, call.arguments]),
      results: toolCalls.map(({ result }) => result),
    });
  },
);
