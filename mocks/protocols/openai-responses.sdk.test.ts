import { createOpenAI } from '@ai-sdk/openai';
import { jsonSchema, streamText, type ToolSet } from 'ai';
import OpenAI from 'openai';
import type { ResponseOutputItem } from 'openai/resources/responses/responses';
import { expect, test } from 'vitest';
import { bodyBytes, bodyText } from '../wire/body.ts';
import type { Interaction } from '../cassette/cassette.ts';
import { handmade } from '../test/handmade.ts';
import { openaiResponses } from './openai-responses.ts';
import { readParts } from './transcript.ts';
import { foldParts } from './turn.ts';

const interactions = handmade('openai-responses').flatMap(([name, tape]) =>
  tape.interactions.map((interaction, at): [string, Interaction] => [`${name} ${at}`, interaction]),
);
const isStream = ({ request }: Interaction) => bodyText(request.body).includes('"stream":true');
const streams = interactions.filter(([, interaction]) => isStream(interaction));

const ours = ({ response }: Interaction) => foldParts(readParts(openaiResponses, response).flat());

/** Makes a fetch that answers with the bytes of a recorded response. */
const serve =
  ({ response: { code, headers, body } }: Interaction) =>
  async () =>
    new Response(bodyBytes(body), {
      status: code,
      headers: Object.entries(headers).map(([name, values]): [string, string] => [
        name,
        values[0]!,
      ]),
    });

const client = (interaction: Interaction) =>
  new OpenAI({ apiKey: 'none', maxRetries: 0, fetch: serve(interaction) });

/** Reads with the SDK's stream helper: the deltas that it passes on, and its final response. */
async function readStream(interaction: Interaction) {
  const deltas = { text: '', arguments: new Map<number, string>() };
  const stream = client(interaction).responses.stream({ model: 'any', input: 'any' });
  stream.on('event', (event) => {
    if (event.type === 'response.output_text.delta') deltas.text += event.delta;
    if (event.type === 'response.refusal.delta') deltas.text += event.delta;
    if (event.type === 'response.function_call_arguments.delta') {
      const before = deltas.arguments.get(event.output_index) ?? '';
      deltas.arguments.set(event.output_index, before + event.delta);
    }
  });
  return { deltas, final: await stream.finalResponse() };
}

const callsOf = ({ output }: { output: ResponseOutputItem[] }) =>
  output.flatMap((item) =>
    item.type === 'function_call' ? [[item.call_id, item.name, item.arguments]] : [],
  );
const ownCalls = (interaction: Interaction) =>
  ours(interaction)
    .toolCalls.filter(({ providerExecuted }) => !providerExecuted)
    .map(({ id, name, argumentsText }) => [id, name, argumentsText]);

/** The streams whose final response has less text, and why. */
const LESS = new Map([
  ['failed 0', 'a failed response has no output'],
  ['refusal 0', 'output_text leaves refusals out'],
]);

test.each(streams)('%s: reads the same deltas as the official SDK', async (_name, interaction) => {
  const { deltas } = await readStream(interaction);
  const { text, toolCalls } = ours(interaction);
  expect(deltas.text).toBe(text);
  expect([...deltas.arguments.values()]).toEqual(
    toolCalls.filter(({ providerExecuted }) => !providerExecuted).map((call) => call.argumentsText),
  );
});

test.each(streams)('%s: reads the same final response as the SDK', async (name, interaction) => {
  const { final } = await readStream(interaction);
  const { text, reasoning, toolCalls, usage, finish, error } = ours(interaction);
  expect(final.output_text).toBe(LESS.has(name) ? '' : text);
  expect(callsOf(final)).toEqual(ownCalls(interaction));
  expect(final.output.filter(({ type }) => type === 'web_search_call').length).toBe(
    toolCalls.filter(({ providerExecuted }) => providerExecuted).length,
  );
  const summaries = final.output.flatMap((item) => (item.type === 'reasoning' ? item.summary : []));
  expect(summaries.map((part) => part.text).join('\n\n')).toBe(reasoning);
  expect(final.usage ?? undefined).toEqual(usage);
  expect(final.error?.message).toBe(error);
  expect(final.incomplete_details?.reason ?? final.status).toBe(finish ?? 'failed');
});

test.each(interactions.filter(([, interaction]) => !isStream(interaction)))(
  '%s: reads the same JSON as the SDK',
  async (_name, interaction) => {
    const read = await client(interaction).responses.create({ model: 'any', input: 'any' });
    const { text, usage, finish } = ours(interaction);
    expect(read.output_text).toBe(text);
    expect(callsOf(read)).toEqual(ownCalls(interaction));
    expect(read.usage).toEqual(usage);
    expect(read.status).toBe(finish);
  },
);

test('reads a stream without response.created, where the SDK throws', async () => {
  const [, interaction] = streams.find(([name]) => name === 'incomplete 0')!;
  const body = bodyText(interaction.response.body).replace(/^event: response\.created\n.+\n\n/, '');
  const cut = { ...interaction, response: { ...interaction.response, body } };
  await expect(readStream(cut)).rejects.toThrow("expected 'response.created' event");
  expect(ours(cut)).toEqual(ours(interaction));
});

test('keeps the text before an error event, where the SDK throws', async () => {
  const [, interaction] = streams.find(([name]) => name === 'failed 0')!;
  const body = bodyText(interaction.response.body).replace(
    /event: response\.failed\n.+\n/,
    'event: error\ndata: {"type":"error","code":"server_error","message":"Broken","param":null}\n',
  );
  const broken = { ...interaction, response: { ...interaction.response, body } };
  await expect(readStream(broken)).rejects.toThrow();
  expect(ours(broken)).toMatchObject({ text: 'The first half', error: 'Broken' });
});

const tools = Object.fromEntries(
  ['add', 'multiply', 'web_search'].map((name) => [name, { inputSchema: jsonSchema({}) }]),
) as ToolSet;

test.each(streams)(
  '%s: reads the same text and calls as the AI SDK',
  async (_name, interaction) => {
    const openai = createOpenAI({ apiKey: 'none', fetch: serve(interaction) });
    let text = '';
    const calls: unknown[] = [];
    const { fullStream } = streamText({
      model: openai.responses('gpt-5-mini'),
      prompt: 'any',
      tools,
      maxRetries: 0,
      onError: () => {},
    });
    for await (const part of fullStream) {
      if (part.type === 'text-delta') text += part.text;
      if (part.type === 'tool-call') calls.push([part.toolName, part.providerExecuted]);
    }
    const turn = ours(interaction);
    expect(text).toBe(turn.text);
    expect(calls).toEqual(turn.toolCalls.map((call) => [call.name, call.providerExecuted]));
  },
);
