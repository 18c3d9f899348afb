import { createBedrockAnthropic } from '@ai-sdk/amazon-bedrock/anthropic';
import { createAnthropic } from '@ai-sdk/anthropic';
import { createGoogleGenerativeAI } from '@ai-sdk/google';
import { createOpenAI } from '@ai-sdk/openai';
import { generateText, jsonSchema, type LanguageModel, stepCountIs, streamText, tool } from 'ai';
import { createOllama } from 'ollama-ai-provider-v2';
import { describe, expect, test } from 'vitest';
import {
  LOOP,
  QUESTION,
  replayingFetch,
  RESULTS,
  SERVER_LOOP,
  TEXT,
} from '../test/replaying-fetch.ts';
import { chatCassette } from './chat-cassette.ts';
import type { ProtocolName } from './protocols.ts';

const apiKey = 'none';
const aws = { region: 'us-east-1', accessKeyId: 'none', secretAccessKey: 'none' };
const BEDROCK = 'https://bedrock-runtime.us-east-1.amazonaws.com/model/model-a';
const GEMINI = 'https://generativelanguage.googleapis.com/v1beta/models/model-a';

interface Provider {
  name: string;
  protocol: ProtocolName;
  url?: string;
  wholeUrl?: string;
  model: (via: { apiKey: string; fetch: typeof fetch }) => LanguageModel;
  /** Whether it gives no reasoning to its app. */
  silent?: true;
  /** Whether it does not read the errors of the provider. */
  readsNoErrors?: true;
}

const PROVIDERS: Provider[] = [
  {
    name: 'OpenAI chat completions',
    protocol: 'openai-chat',
    model: (via) => createOpenAI(via).chat('model-a'),
    silent: true,
  },
  {
    name: 'OpenAI responses',
    protocol: 'openai-responses',
    model: (via) => createOpenAI(via).responses('gpt-5-a'),
  },
  {
    name: 'Anthropic',
    protocol: 'anthropic-messages',
    model: (via) => createAnthropic(via)('claude-sonnet-4-5'),
  },
  {
    name: 'Bedrock',
    protocol: 'anthropic-messages',
    url: `${BEDROCK}/invoke-with-response-stream`,
    wholeUrl: `${BEDROCK}/invoke`,
    model: ({ fetch }) =>
      createBedrockAnthropic({ ...aws, fetch })('us.anthropic.claude-sonnet-4-5'),
  },
  {
    name: 'Gemini',
    protocol: 'google-generative',
    url: `${GEMINI}:streamGenerateContent?alt=sse`,
    wholeUrl: `${GEMINI}:generateContent`,
    model: (via) => createGoogleGenerativeAI(via)('model-a'),
  },
  {
    name: 'Ollama',
    protocol: 'ollama-chat',
    model: ({ fetch }) => createOllama({ fetch })('model-a'),
    readsNoErrors: true,
  },
];

const tools = {
  add: tool({
    inputSchema: jsonSchema<{ a: number; b: number }>({
      type: 'object',
      properties: { a: { type: 'integer' }, b: { type: 'integer' } },
    }),
    execute: () => RESULTS['add']!,
  }),
  weather: tool({
    inputSchema: jsonSchema<{ place: string }>({
      type: 'object',
      properties: { place: { type: 'string' } },
    }),
    execute: () => RESULTS['weather']!,
  }),
};
const settings = { tools, stopWhen: stepCountIs(2), maxRetries: 0, prompt: QUESTION };

describe.each(PROVIDERS)('the AI SDK with $name', ({ protocol, url, wholeUrl, model, silent }) => {
  const expected = [
    {
      text: 'Let me see.',
      reasoning: silent ? '' : 'Two tools are needed.',
      calls: [
        ['add', { a: 2, b: 3 }],
        ['weather', { place: 'Florence' }],
      ],
      tokens: [12, 34],
    },
    { text: TEXT.join(''), reasoning: '', calls: [], tokens: [56, 7] },
  ];
  type Steps = Awaited<ReturnType<typeof generateText<typeof tools>>>['steps'];
  const read = (steps: Steps) =>
    steps.map((step) => ({
      text: step.text,
      reasoning: step.reasoningText ?? '',
      calls: step.toolCalls.map(({ toolName, input }) => [toolName, input]),
      tokens: [step.usage.inputTokens, step.usage.outputTokens],
    }));

  test('runs a tool loop that streams', async () => {
    const cassette = chatCassette(LOOP, { protocol, ...(url && { url }) });
    const { fetch, sent } = replayingFetch(cassette);
    const errors: unknown[] = [];
    const onError = ({ error }: { error: unknown }) => void errors.push(error);
    const result = streamText({ ...settings, model: model({ apiKey, fetch }), onError });
    await result.consumeStream();
    expect(errors).toEqual([]);
    expect(read(await result.steps)).toEqual(expected);
    expect(await result.finishReason).toBe('stop');
    expect(sent).toHaveLength(2);
  });

  test('runs a tool loop that does not stream', async () => {
    const at = wholeUrl ?? url;
    const cassette = chatCassette(LOOP, { protocol, stream: false, ...(at && { url: at }) });
    const { fetch } = replayingFetch(cassette);
    const { steps } = await generateText({ ...settings, model: model({ apiKey, fetch }) });
    expect(read(steps)).toEqual(expected);
  });
});

describe.each(PROVIDERS.filter(({ readsNoErrors }) => !readsNoErrors))(
  'the AI SDK with $name',
  ({ protocol, url, wholeUrl, model }) => {
    test('gives the text before an error, and the error', async () => {
      const cassette = chatCassette([[QUESTION, { text: TEXT, error: 'Overloaded' }]], {
        protocol,
        ...(url && { url }),
      });
      const { fetch } = replayingFetch(cassette);
      const result = streamText({
        model: model({ apiKey, fetch }),
        prompt: QUESTION,
        maxRetries: 0,
        onError: () => {},
      });
      let text = '';
      const errors: unknown[] = [];
      for await (const part of result.fullStream) {
        if (part.type === 'text-delta') text += part.text;
        if (part.type === 'error') errors.push(part.error);
      }
      expect(text).toBe(TEXT.join(''));
      expect(errors).toHaveLength(1);
    });

    test('throws an HTTP error with its status and message', async () => {
      const error = { status: 429, message: 'Slow down' };
      const at = wholeUrl ?? url;
      const cassette = chatCassette([[QUESTION, { error }]], {
        protocol,
        stream: false,
        ...(at && { url: at }),
      });
      const { fetch } = replayingFetch(cassette);
      const asking = generateText({
        model: model({ apiKey, fetch }),
        prompt: QUESTION,
        maxRetries: 0,
      });
      await expect(asking).rejects.toMatchObject({ statusCode: 429, message: 'Slow down' });
    });
  },
);

test('the AI SDK reads a call that OpenAI runs', async () => {
  const { fetch } = replayingFetch(chatCassette(SERVER_LOOP, { protocol: 'openai-responses' }));
  const model = createOpenAI({ apiKey, fetch }).responses('gpt-5-a');
  const result = streamText({ model, prompt: QUESTION, maxRetries: 0 });
  expect(await result.text).toBe(TEXT.join(''));
  expect(await result.finishReason).toBe('stop');
  const called = { toolName: 'mcp.add', input: { a: 2, b: 3 } };
  expect(await result.toolCalls).toMatchObject([{ ...called, providerExecuted: true }]);
  expect(await result.toolResults).toMatchObject([{ ...called, output: { output: '5' } }]);
});
