import { createBedrockAnthropic } from '@ai-sdk/amazon-bedrock/anthropic';
import { createAnthropic } from '@ai-sdk/anthropic';
import { createGoogleGenerativeAI } from '@ai-sdk/google';
import { createOpenAI } from '@ai-sdk/openai';
import { createOpenAICompatible } from '@ai-sdk/openai-compatible';
import {
  type LanguageModel,
  type ModelMessage,
  stepCountIs,
  streamText,
  tool,
  type ToolSet,
} from 'ai';
import { createOllama } from 'ollama-ai-provider-v2';
import { expect, test } from 'vitest';
import { z } from 'zod';
import type { RecordedResponse } from '../cassette/cassette.ts';
import { readCassette } from '../node/cassette-files.ts';
import { parseJson } from '../util/json.ts';
import { bodyBytes } from '../wire/body.ts';
import { judgedProtocol, refusalsOf, type SentRequest } from './acceptance.ts';

type ProviderOptions = NonNullable<Parameters<typeof streamText>[0]['providerOptions']>;
type ModelOf = (fetch: typeof globalThis.fetch) => LanguageModel;

const apiKey = 'none';
const sum = z.object({ a: z.number(), b: z.number() });
const tools: ToolSet = {
  add: tool({ inputSchema: sum, execute: ({ a, b }) => String(a + b) }),
  multiply: tool({ inputSchema: sum, execute: ({ a, b }) => String(a * b) }),
  weather: tool({ inputSchema: z.object({ location: z.string() }), execute: () => '40 C' }),
};

const LOOPS: [cassette: string, modelOf: ModelOf, options?: ProviderOptions][] = [
  [
    'groq/multi_tool_streaming.2025-09',
    (fetch) =>
      createOpenAICompatible({ name: 'groq', apiKey, baseURL: 'https://api.groq.com/v1', fetch })(
        'moonshotai/kimi-k2-instruct-0905',
      ),
  ],
  ['groq/tool_streaming', (fetch) => createOpenAI({ apiKey, fetch }).chat('gpt-5-mini')],
  [
    'openrouter/multi_tool_streaming_kimi-k2',
    (fetch) => createOpenAI({ apiKey, fetch }).chat('gpt-4.1'),
  ],
  [
    'handmade/openai-responses/tool-loop',
    (fetch) => createOpenAI({ apiKey, fetch }).responses('gpt-5-mini'),
  ],
  [
    'handmade/openai-responses/tool-loop',
    (fetch) => createOpenAI({ apiKey, fetch }).responses('gpt-5-mini'),
    { openai: { store: false } },
  ],
  [
    'handmade/anthropic/tool-loop',
    (fetch) => createAnthropic({ apiKey, fetch })('claude-sonnet-4-5-20250929'),
    { anthropic: { thinking: { type: 'enabled', budgetTokens: 1024 } } },
  ],
  [
    'handmade/bedrock/tool-loop',
    (fetch) =>
      createBedrockAnthropic({ apiKey, region: 'us-east-1', fetch })(
        'us.anthropic.claude-sonnet-4-5-20250929-v1:0',
      ),
  ],
  [
    'handmade/google/call-ids',
    (fetch) => createGoogleGenerativeAI({ apiKey, fetch })('gemini-3-pro-preview'),
  ],
  [
    'handmade/google/tool-loop',
    (fetch) => createGoogleGenerativeAI({ apiKey, fetch })('gemini-2.5-flash'),
  ],
  ['handmade/ollama/tool-loop', (fetch) => createOllama({ fetch })('qwen3')],
];

// The SDK warns of what it leaves out where nothing is stored.
globalThis.AI_SDK_LOG_WARNINGS = false;

test.each(LOOPS)('takes the loop of %s as the AI SDK continues it', async (name, modelOf, more) => {
  const answers = readCassette(`cassettes/${name}.yaml`).interactions.map((each) => each.response);
  const sent: SentRequest[] = [];
  const model = modelOf((url, init) => {
    const body = typeof init?.body === 'string' ? parseJson(init.body) : undefined;
    sent.push({ method: 'POST', url: url instanceof Request ? url.url : url.toString(), body });
    return Promise.resolve(replayed(answers[sent.length - 1] ?? answers.at(-1)!));
  });
  const settings = { model, tools, maxRetries: 0, ...(more ? { providerOptions: more } : {}) };
  const asked: ModelMessage = { role: 'user', content: 'Add and multiply the numbers 2 and 3' };
  const loop = streamText({ ...settings, messages: [asked], stopWhen: stepCountIs(2) });
  const { messages } = await loop.response;
  await streamText({ ...settings, messages: [asked, ...messages, asked] }).text;
  expect(sent).toHaveLength(3);
  for (const [at, request] of sent.entries()) {
    expect(judgedProtocol(request)).toBeDefined();
    expect(refusalsOf(request, { responses: answers.slice(0, at) })).toEqual([]);
  }
});

function replayed({ code, headers, body }: RecordedResponse): Response {
  const names = Object.entries(headers).map(([name, values]): [string, string] => [
    name,
    values.join(', '),
  ]);
  return new Response(bodyBytes(body), { status: code, headers: names });
}
