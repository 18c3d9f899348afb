import { createBedrockAnthropic } from '@ai-sdk/amazon-bedrock/anthropic';
import { createAnthropic } from '@ai-sdk/anthropic';
import Anthropic from '@anthropic-ai/sdk';
import { expect, test } from 'vitest';
import { bodyBytes, bodyText } from '../wire/body.ts';
import type { Interaction, RecordedResponse } from '../cassette/cassette.ts';
import { handmade } from '../test/handmade.ts';
import { type AssistantTurn, transcript } from './transcript.ts';

interface Row {
  name: string;
  interaction: Interaction;
  turn: AssistantTurn;
}

/** Lists the answers of a folder, with the turns of our transcript. */
function answersOf(folder: string): Row[] {
  return handmade(folder).flatMap(([name, tape]) =>
    transcript(tape).turns.flatMap((turn) =>
      turn.role === 'assistant' && turn.interactionIndex !== undefined
        ? {
            name: `${folder}/${name}, interaction ${turn.interactionIndex}`,
            interaction: tape.interactions[turn.interactionIndex]!,
            turn,
          }
        : [],
    ),
  );
}

const api = answersOf('anthropic');
const streams = [...api, ...answersOf('vertex-anthropic')].filter(
  ({ interaction }) => JSON.parse(bodyText(interaction.request.body)).stream === true,
);
const complete = streams.filter(({ turn }) => turn.error === undefined);
const broken = streams.filter(({ turn }) => turn.error !== undefined);
const bedrock = answersOf('bedrock');

const serve = (response: RecordedResponse) => () =>
  Promise.resolve(
    new Response(bodyBytes(response.body), {
      status: response.code,
      headers: Object.entries(response.headers).map(([name, values]): [string, string] => [
        name,
        values.join(', '),
      ]),
    }),
  );
const clientOf = ({ response }: Interaction) =>
  new Anthropic({ apiKey: 'none', maxRetries: 0, fetch: serve(response) });
const paramsOf = ({ request }: Interaction) => {
  const { stream: _, ...params } = JSON.parse(bodyText(request.body)) as object & {
    stream?: boolean;
  };
  return { ...params, model: 'claude-a' } as Anthropic.MessageCreateParamsNonStreaming;
};

/** Converts the message of Anthropic's SDK for comparison. */
function theirs(message: Anthropic.Message) {
  const blocks = message.content;
  return {
    text: blocks.flatMap((block) => (block.type === 'text' ? block.text : [])).join(''),
    reasoning: blocks
      .flatMap((block) => (block.type === 'thinking' ? block.thinking : []))
      .join('\n\n'),
    calls: blocks.flatMap((block) =>
      block.type === 'tool_use' || block.type === 'server_tool_use'
        ? [[block.id, block.name, block.input]]
        : [],
    ),
    finish: message.stop_reason,
    usage: message.usage as unknown,
  };
}

const ours = ({ text, reasoning, toolCalls, finish, usage }: AssistantTurn) => ({
  text,
  reasoning,
  calls: toolCalls.map((call) => [call.id, call.name, call.arguments]),
  finish,
  usage: usage as unknown,
});

test('compares answers of every kind', () => {
  expect(complete.length).toBeGreaterThanOrEqual(6);
  expect([broken.length, bedrock.length]).toEqual([1, 2]);
  expect(new Set(complete.map(({ turn }) => turn.finish))).toEqual(
    new Set(['tool_use', 'end_turn', 'max_tokens']),
  );
});

test.each(complete)("$name: reads the same as Anthropic's SDK", async ({ interaction, turn }) => {
  const message = await clientOf(interaction).messages.stream(paramsOf(interaction)).finalMessage();
  expect(ours(turn)).toEqual(theirs(message));
});

test.each(broken)("$name: reads the same as Anthropic's SDK up to the error", async (row) => {
  const stream = clientOf(row.interaction).messages.stream(paramsOf(row.interaction));
  let text = '';
  stream.on('text', (fragment) => (text += fragment));
  await expect(stream.finalMessage()).rejects.toThrow(row.turn.error);
  expect(row.turn.text).toBe(text);
});

test("anthropic/not-streamed: reads the same as Anthropic's SDK", async () => {
  const { interaction, turn } = api.find(({ name }) => name.startsWith('anthropic/not-streamed'))!;
  const message = await clientOf(interaction).messages.create(paramsOf(interaction));
  expect(ours(turn)).toEqual(theirs(message));
});

const FINISH: Record<string, string> = {
  end_turn: 'stop',
  tool_use: 'tool-calls',
  max_tokens: 'length',
};

type Model = Pick<ReturnType<ReturnType<typeof createAnthropic>>, 'doStream'>;
type Streamed = Awaited<ReturnType<Model['doStream']>>['stream'];
type StreamedPart = Streamed extends ReadableStream<infer P> ? P : never;

async function readWith(model: Model) {
  const { stream } = await model.doStream({
    prompt: [{ role: 'user', content: [{ type: 'text', text: 'Hi' }] }],
  });
  const parts: StreamedPart[] = [];
  const reader = stream.getReader();
  for (let next = await reader.read(); !next.done; next = await reader.read()) {
    parts.push(next.value);
  }
  const finish = parts.find((part) => part.type === 'finish');
  return {
    text: parts.flatMap((part) => (part.type === 'text-delta' ? part.delta : [])).join(''),
    reasoning: parts
      .flatMap((part) => (part.type === 'reasoning-delta' ? part.delta : []))
      .join(''),
    calls: parts.flatMap((part) =>
      part.type === 'tool-call'
        ? [[part.toolCallId, part.toolName, JSON.parse(part.input) as unknown]]
        : [],
    ),
    finish: finish?.finishReason.unified,
    tokens: [finish?.usage.inputTokens.total, finish?.usage.outputTokens.total],
    errors: parts.filter((part) => part.type === 'error').length,
  };
}

const asAiSdk = (turn: AssistantTurn) => ({
  text: turn.text,
  reasoning: turn.reasoning,
  calls: turn.toolCalls.map((call) => [call.id, call.name, call.arguments]),
  finish: FINISH[turn.finish!],
  tokens: [turn.usage?.['input_tokens'], turn.usage?.['output_tokens']],
  errors: 0,
});

test.each(complete)('$name: reads the same as the AI SDK', async ({ interaction, turn }) => {
  const provider = createAnthropic({ apiKey: 'none', fetch: serve(interaction.response) });
  expect(asAiSdk(turn)).toEqual(await readWith(provider('claude-sonnet-4-5')));
});

test.each(broken)('$name: reads the same text before the error as the AI SDK', async (row) => {
  const provider = createAnthropic({ apiKey: 'none', fetch: serve(row.interaction.response) });
  expect(await readWith(provider('claude-sonnet-4-5'))).toMatchObject({
    text: row.turn.text,
    errors: 1,
  });
});

test.each(bedrock)('$name: reads the same as the AI SDK', async ({ interaction, turn }) => {
  const provider = createBedrockAnthropic({
    region: 'us-east-1',
    apiKey: 'none',
    fetch: serve(interaction.response),
  });
  expect(asAiSdk(turn)).toEqual(await readWith(provider('us.anthropic.claude-sonnet-4-5')));
});
