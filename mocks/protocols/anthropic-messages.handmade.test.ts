import { EventStreamCodec } from '@smithy/eventstream-codec';
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { bodyBytes, bodyText } from '../wire/body.ts';
import type { Cassette } from '../cassette/cassette.ts';
import { formatCassette } from '../cassette/format.ts';
import { parseCassette } from '../cassette/parse.ts';
import { handmade } from '../test/handmade.ts';
import { post, serve } from '../test/server.ts';
import { eventsOf } from '../cassette/events.ts';
import { joinEvents } from '../wire/events.ts';
import { type AssistantTurn, transcript } from './transcript.ts';

const tapes = ['anthropic', 'vertex-anthropic', 'bedrock'].flatMap((folder) =>
  handmade(folder).map(([name, tape]): [string, Cassette] => [`${folder}/${name}`, tape]),
);
const loops = tapes.filter(([name]) => name.endsWith('/tool-loop'));
const answersOf = (tape: Cassette) =>
  transcript(tape).turns.filter((turn): turn is AssistantTurn => turn.role === 'assistant');
const answerOf = (name: string) => answersOf(tapes.find(([found]) => found === name)![1]);

interface Block {
  type: string;
  [key: string]: unknown;
}

test.each(loops)('%s: reads the turn that the next request sends back', (_name, tape) => {
  const [first, last] = answersOf(tape);
  const { messages } = JSON.parse(bodyText(tape.interactions[1]!.request.body)) as {
    messages: { role: string; content: Block[] }[];
  };
  const resent = messages[1]!.content;
  const kind = (type: string) => resent.filter((block) => block.type === type);
  expect(first!.text).toBe(kind('text')[0]!['text']);
  expect(first!.reasoning).toBe(kind('thinking')[0]?.['thinking'] ?? '');
  expect(first!.toolCalls.map(({ id, name, arguments: input }) => ({ id, name, input }))).toEqual(
    kind('tool_use').map(({ id, name, input }) => ({ id, name, input })),
  );
  const results = messages[2]!.content.map(({ content }) =>
    typeof content === 'string' ? content : (content as Block[])[0]!['text'],
  );
  expect(first!.toolCalls.map(({ result }) => result)).toEqual(results);
  expect(first).toMatchObject({ finish: 'tool_use', interactionIndex: 0 });
  expect(last).toMatchObject({ finish: 'end_turn', toolCalls: [], interactionIndex: 1 });
  expect(last!.text.length).toBeGreaterThan(5);
});

test('has a tool loop for each provider', () => {
  expect(loops).toHaveLength(3);
});

test('anthropic/web-search: reads the search of the provider and its result', () => {
  const [answer] = answerOf('anthropic/web-search');
  expect(answer).toMatchObject({
    text: 'I will look that up.\n\nParaffin, as a rule: paraffin begins to melt above about 37 °C, while beeswax melts at 62 to 64 °C.',
    toolCalls: [
      {
        name: 'web_search',
        providerExecuted: true,
        arguments: { query: 'melting point beeswax paraffin' },
      },
    ],
    usage: { input_tokens: 9604, output_tokens: 131, service_tier: 'standard' },
  });
  expect(JSON.parse(answer!.toolCalls[0]!.result!)).toHaveLength(2);
});

test('anthropic/overloaded: reads the error after the text', () => {
  expect(answerOf('anthropic/overloaded')).toMatchObject([
    { text: 'Sunlight is scattered by', error: 'Overloaded' },
  ]);
});

test('anthropic/max-tokens: reads the stop reason', () => {
  expect(answerOf('anthropic/max-tokens')).toMatchObject([
    { finish: 'max_tokens', usage: { output_tokens: 16 } },
  ]);
});

test('anthropic/not-streamed: reads the message', () => {
  expect(answerOf('anthropic/not-streamed')).toMatchObject([
    { text: 'Bonjour !', finish: 'end_turn', usage: { output_tokens: 8 } },
  ]);
});

test.each(tapes)('%s: replays byte for byte', async (_name, tape) => {
  serve(tape);
  for (const { request, response } of tape.interactions) {
    const answer = await post(bodyText(request.body), request.url);
    expect(new Uint8Array(await answer.arrayBuffer())).toEqual(bodyBytes(response.body));
    expect(joinEvents(eventsOf(response))).toEqual(response.body);
  }
});

test.each(tapes)('%s: formats and parses back to an equal cassette', (_name, tape) => {
  expect(parseCassette(formatCassette(tape), { file: tape.file! })).toEqual(tape);
});

test('bedrock/tool-loop: has the events of each body in a comment', () => {
  const [, tape] = tapes.find(([name]) => name === 'bedrock/tool-loop')!;
  const codec = new EventStreamCodec(
    (bytes) => new TextDecoder().decode(bytes as Uint8Array),
    (text) => new TextEncoder().encode(text),
  );
  const inside = tape.interactions.flatMap(({ response }) =>
    eventsOf(response).map(({ raw }) => {
      const payload = new TextDecoder().decode(codec.decode(bodyBytes(raw)).body);
      const { bytes } = JSON.parse(payload) as { bytes: string };
      return Buffer.from(bytes, 'base64').toString();
    }),
  );
  const file = readFileSync('cassettes/handmade/bedrock/tool-loop.yaml', 'utf8');
  expect([...file.matchAll(/^ +# +(\{.*\})$/gm)].map(([, event]) => event)).toEqual(inside);
  expect(inside.length).toBeGreaterThan(15);
});
