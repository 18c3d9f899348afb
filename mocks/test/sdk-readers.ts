import { createOpenAICompatible } from '@ai-sdk/openai-compatible';
import { generateText, streamText, type ToolSet } from 'ai';
import OpenAI from 'openai';
import { z } from 'zod';
import { bodyBytes, bodyText } from '../wire/body.ts';
import type { Interaction } from '../cassette/cassette.ts';

/** A response as an SDK passes it to its app. */
export interface SdkAnswer {
  text: string;
  reasoning?: string;
  /** Name and parsed arguments of each call. */
  calls: [name: string, args: unknown][];
  finish: string | undefined;
  usage: unknown;
}

type Params = OpenAI.ChatCompletionCreateParams;

/** Reads with the `stream` helper of the official SDK; for plain JSON with its `create`. */
export async function readWithOpenAi(interaction: Interaction): Promise<SdkAnswer> {
  const { client, params } = openAi(interaction);
  const { choices, usage } = params.stream
    ? await client.chat.completions.stream({ ...params, stream: true }).finalChatCompletion()
    : await client.chat.completions.create({ ...params, stream: false });
  const { message, finish_reason: finish } = choices[0]!;
  const calls = (message.tool_calls ?? []).map((call): [string, unknown] => {
    if (call.type !== 'function') throw new Error(`a call of type ${call.type}`);
    const { name, arguments: args } = call.function;
    return [name, args === '' ? {} : JSON.parse(args)];
  });
  return { text: (message.content ?? '') + (message.refusal ?? ''), calls, finish, usage };
}

/** Collects the chunks that the official SDK iterates. */
export async function chunksOfOpenAi(interaction: Interaction): Promise<unknown[]> {
  const { client, params } = openAi(interaction);
  const chunks: unknown[] = [];
  for await (const each of await client.chat.completions.create({ ...params, stream: true })) {
    chunks.push(each);
  }
  return chunks;
}

const operands = z.object({ a: z.number().int(), b: z.number().int() });
const tools = {
  add: { inputSchema: operands },
  multiply: { inputSchema: operands },
  weather: { inputSchema: z.object({ location: z.string() }) },
} satisfies ToolSet;

/** Reads with `streamText` of the AI SDK, for plain JSON with `generateText`; its tools are not run. */
export async function readWithAiSdk(interaction: Interaction): Promise<SdkAnswer> {
  const connect = createOpenAICompatible({
    name: 'replay',
    baseURL: 'https://api.example.com/v1',
    fetch: replayFetch(interaction),
  });
  const options = { model: connect('model-a'), prompt: 'Hi', tools, maxRetries: 0 };
  const { stream } = paramsOf(interaction);
  if (!stream) return answerOf(await generateText(options));
  const result = streamText({ ...options, onError: () => {} });
  for await (const part of result.fullStream) if (part.type === 'error') throw part.error;
  return answerOf({
    text: await result.text,
    reasoningText: await result.reasoningText,
    toolCalls: await result.toolCalls,
    rawFinishReason: await result.rawFinishReason,
    usage: await result.usage,
  });
}

function answerOf(result: {
  text: string;
  reasoningText: string | undefined;
  toolCalls: { toolName: string; input: unknown }[];
  rawFinishReason: string | undefined;
  usage: { raw?: unknown };
}): SdkAnswer {
  return {
    text: result.text,
    reasoning: result.reasoningText ?? '',
    calls: result.toolCalls.map(({ toolName, input }) => [toolName, input]),
    finish: result.rawFinishReason,
    usage: result.usage.raw,
  };
}

function openAi(interaction: Interaction): { client: OpenAI; params: Params } {
  const client = new OpenAI({ apiKey: 'none', maxRetries: 0, fetch: replayFetch(interaction) });
  return { client, params: paramsOf(interaction) };
}

function paramsOf({ request }: Interaction): Params {
  return JSON.parse(bodyText(request.body)) as Params;
}

/** Makes a `fetch` that answers every request with the recorded bytes. */
function replayFetch({ response: { body, code, headers } }: Interaction): typeof fetch {
  const pairs = Object.entries(headers).flatMap(([name, values]) =>
    values.map((value): [string, string] => [name, value]),
  );
  return async () => new Response(bodyBytes(body), { status: code, headers: pairs });
}
