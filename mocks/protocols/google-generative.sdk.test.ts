import { createGoogleGenerativeAI } from '@ai-sdk/google';
import { generateText, jsonSchema, stepCountIs, streamText, tool } from 'ai';
import { expect, test } from 'vitest';
import { bodyBytes, bodyText } from '../wire/body.ts';
import type { Cassette, Interaction } from '../cassette/cassette.ts';
import { handmade } from '../test/handmade.ts';
import { messageKey } from './conversation.ts';
import { googleGenerative } from './google-generative.ts';
import { parseJson } from '../util/json.ts';
import { readParts } from './transcript.ts';
import { foldParts } from './turn.ts';

const tapes = ['google', 'vertex-google'].flatMap((folder) =>
  handmade(folder).map(([name, tape]): [string, Cassette] => [`${folder}/${name}`, tape]),
);
const interactions = tapes.flatMap(([name, tape]) =>
  tape.interactions.map((interaction, at): [string, Interaction] => [`${name} ${at}`, interaction]),
);
const streams = interactions.filter(([name]) => !name.includes('not-streamed'));
const loops = tapes.filter(([, tape]) => tape.interactions.length > 1);

const parameters = jsonSchema<{ a: number; b: number }>({
  type: 'object',
  properties: { a: { type: 'integer' }, b: { type: 'integer' } },
  required: ['a', 'b'],
});
const tools = {
  add: tool({ inputSchema: parameters, execute: ({ a, b }) => String(a + b) }),
  multiply: tool({ inputSchema: parameters, execute: ({ a, b }) => String(a * b) }),
};

/** Makes the SDK's model, answered with the recorded bytes; `sent` lists its requests. */
function modelOf(played: Interaction[]) {
  const sent: { url: string; body: string }[] = [];
  const [base, rest] = played[0]!.request.url.split('/models/') as [string, string];
  const google = createGoogleGenerativeAI({
    apiKey: 'none',
    baseURL: base,
    fetch: async (url, init) => {
      const { body, headers } = played[sent.length]!.response;
      sent.push({ url: new Request(url).url, body: init!.body as string });
      return new Response(bodyBytes(body), {
        headers: { 'content-type': headers['Content-Type']![0]! },
      });
    },
  });
  return { model: google(rest.split(':')[0]!), sent };
}

const userText = ({ request }: Interaction) =>
  googleGenerative.readRequest(parseJson(bodyText(request.body)), request.url)!.messages[0]!.text;

test.each(streams)('%s: reads the same turn as the SDK', async (_name, interaction) => {
  const { model } = modelOf([interaction]);
  const result = streamText({
    model,
    prompt: userText(interaction),
    tools: { add: { inputSchema: parameters }, multiply: { inputSchema: parameters } },
  });
  const turn = foldParts(readParts(googleGenerative, interaction.response).flat());
  expect(turn.text).toBe(await result.text);
  expect(turn.reasoning).toBe((await result.reasoningText) ?? '');
  const calls = await result.toolCalls;
  expect(turn.toolCalls.map((call) => [call.name, call.arguments])).toEqual(
    calls.map(({ toolName, input }) => [toolName, input]),
  );
  for (const [at, { id }] of turn.toolCalls.entries()) {
    if (id !== undefined) expect(id).toBe(calls[at]!.toolCallId);
  }
  expect(turn.finish).toBe(await result.rawFinishReason);
  expect(turn.usage).toEqual((await result.providerMetadata)!['google']!['usageMetadata']);
});

test('google/not-streamed: reads the same turn as the SDK', async () => {
  const [, interaction] = interactions.find(([name]) => name.includes('not-streamed'))!;
  const { model } = modelOf([interaction]);
  const result = await generateText({ model, prompt: userText(interaction) });
  const turn = foldParts(readParts(googleGenerative, interaction.response).flat());
  expect(turn.text).toBe(result.text);
  expect(turn.finish).toBe(result.rawFinishReason);
  expect(turn.usage).toEqual(result.providerMetadata!['google']!['usageMetadata']);
});

test('compares tool loops of both providers', () => {
  expect(loops.map(([name]) => name)).toEqual([
    'google/call-ids',
    'google/tool-loop',
    'vertex-google/tool-loop',
  ]);
});

test.each(loops)(
  '%s: matches the requests of the SDK, which runs the tools',
  async (_name, { interactions: played }) => {
    const { model, sent } = modelOf(played);
    const result = streamText({
      model,
      system: 'You are a pirate',
      prompt: userText(played[0]!),
      tools,
      stopWhen: stepCountIs(played.length),
    });
    await result.consumeStream();
    expect(sent).toHaveLength(played.length);
    for (const [at, { url, body }] of sent.entries()) {
      const { request } = played[at]!;
      const sentRequest = googleGenerative.readRequest(parseJson(body), url)!;
      const recorded = googleGenerative.readRequest(
        parseJson(bodyText(request.body)),
        request.url,
      )!;
      expect(sentRequest.messages.map(messageKey)).toEqual(recorded.messages.map(messageKey));
      const { messages: _one, system, ...rest } = sentRequest;
      const { messages: _other, system: _recorded, ...expected } = recorded;
      expect(rest).toEqual(expected);
      expect(system).toBe('You are a pirate');
    }
  },
);
