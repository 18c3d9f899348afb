import { createBedrockAnthropic } from '@ai-sdk/amazon-bedrock/anthropic';
import { createAnthropic } from '@ai-sdk/anthropic';
import { createGoogleGenerativeAI } from '@ai-sdk/google';
import { createOpenAI } from '@ai-sdk/openai';
import Anthropic from '@anthropic-ai/sdk';
import { embedMany, generateText, type LanguageModel, streamText } from 'ai';
import { Ollama } from 'ollama';
import { createOllama } from 'ollama-ai-provider-v2';
import OpenAI from 'openai';
import { describe, expect, test } from 'vitest';
import { cassette, interaction, streamOfText, user } from '../test/samples.ts';
import { bodyBytes } from '../wire/body.ts';
import { joinEvents } from '../wire/events.ts';
import { createReplay } from './replay.ts';
import type { SideCalls } from './side-calls.ts';

const TITLE = 'The weather ünder us';
const system = 'Give this chat a TITLE of four words.';
const apiKey = 'none';
const recorded = cassette(interaction([user('Hi')], streamOfText('Hello')));

/** Makes a `fetch` that answers by these rules, as a carrier does. */
function answering(sideCalls: SideCalls = { title: TITLE }): typeof fetch {
  const replay = createReplay([recorded], { sideCalls });
  return async (input, init) => {
    const { method, url, body } = new Request(input, init);
    const text = body ? await new Response(body).text() : '';
    const reply = replay.respond({ method, url, body: text });
    if ('miss' in reply) return new Response(reply.miss.message, { status: 501 });
    const { head, events } = reply.delivery;
    const headers = new Headers();
    for (const [name, values] of Object.entries(head!.headers)) headers.set(name, values.join());
    return new Response(bodyBytes(joinEvents(events)), { status: head!.code, headers });
  };
}

const via = { apiKey, fetch: answering() };
const aws = { region: 'us-east-1', accessKeyId: 'none', secretAccessKey: 'none' };
const MODELS: [string, LanguageModel][] = [
  ['OpenAI chat completions', createOpenAI(via).chat('model-a')],
  ['OpenAI responses', createOpenAI(via).responses('model-a')],
  ['Anthropic', createAnthropic(via)('model-a')],
  ['Anthropic on Bedrock', createBedrockAnthropic({ ...aws, fetch: via.fetch })('model-a')],
  ['Gemini', createGoogleGenerativeAI(via)('model-a')],
  ['Ollama', createOllama({ fetch: via.fetch })('model-a')],
];

describe('the AI SDK reads the text of the answer', () => {
  test.each(MODELS)('of %s, whole', async (_name, model) => {
    const { text, finishReason, warnings } = await generateText({
      model,
      system,
      prompt: 'Hi',
      maxRetries: 0,
    });
    expect({ text, finishReason, warnings }).toMatchObject({ text: TITLE, finishReason: 'stop' });
  });

  test.each(MODELS)('of %s, streamed', async (_name, model) => {
    const errors: unknown[] = [];
    const onError = ({ error }: { error: unknown }) => void errors.push(error);
    const result = streamText({ model, system, prompt: 'Hi', maxRetries: 0, onError });
    expect(await result.text).toBe(TITLE);
    expect(await result.finishReason).toBe('stop');
    expect(errors).toEqual([]);
  });
});

describe('the SDK of the provider', () => {
  const messages = [user(`${system} Hi`)] as [{ role: 'user'; content: string }];

  test.each([true, false])(
    'reads the answer of OpenAI chat completions, stream %s',
    async (stream) => {
      const { chat } = new OpenAI({ ...via, maxRetries: 0 });
      const params = { model: 'model-a', messages };
      const { choices } = stream
        ? await chat.completions.stream(params).finalChatCompletion()
        : await chat.completions.create(params);
      expect(choices[0]!.message.content).toBe(TITLE);
    },
  );

  test.each([true, false])('reads the answer of OpenAI responses, stream %s', async (stream) => {
    const { responses } = new OpenAI({ ...via, maxRetries: 0 });
    const params = { model: 'model-a', instructions: system, input: 'Hi' };
    const response = stream
      ? await responses.stream(params).finalResponse()
      : await responses.create(params);
    expect(response.output_text).toBe(TITLE);
  });

  test.each([true, false])('reads the answer of Anthropic messages, stream %s', async (stream) => {
    const client = new Anthropic({ ...via, maxRetries: 0 });
    const params = { model: 'model-a', max_tokens: 9, system, messages };
    const message = stream
      ? await client.messages.stream(params).finalMessage()
      : await client.messages.create(params);
    expect(message.content).toMatchObject([{ type: 'text', text: TITLE }]);
  });

  test.each([true, false])('reads the answer of Ollama chat, stream %s', async (stream) => {
    const ollama = new Ollama({ fetch: via.fetch });
    let text = '';
    if (stream) {
      const parts = await ollama.chat({ model: 'model-a', messages, stream: true });
      for await (const { message } of parts) text += message.content;
    } else text = (await ollama.chat({ model: 'model-a', messages })).message.content;
    expect(text).toBe(TITLE);
  });
});

describe('embeddings of zeros', () => {
  const zeros = { apiKey, fetch: answering({ embeddings: 'zeros' }) };
  const of = (length: number) => Array.from({ length }, () => 0);

  test.each([
    ['as many as OpenAI has by default', {}, 1536],
    ['as many as it asks for', { dimensions: 3 }, 3],
    ['plain numbers', { dimensions: 3, encoding_format: 'float' as const }, 3],
  ])('give the SDK of OpenAI %s', async (_what, more, length) => {
    const input = ['one', 'two'];
    const { embeddings } = new OpenAI({ ...zeros, maxRetries: 0 });
    const { data, model } = await embeddings.create({ model: 'model-a', input, ...more });
    expect(data.map(({ embedding }) => [...embedding])).toEqual([of(length), of(length)]);
    expect(model).toBe('model-a');
  });

  test('give the SDK of OpenAI one for the tokens of a text', async () => {
    const { embeddings } = new OpenAI({ ...zeros, maxRetries: 0 });
    expect((await embeddings.create({ model: 'model-a', input: [1, 2, 3] })).data).toHaveLength(1);
  });

  test.each([[['one']], [['one', 'two']]])(
    'give the AI SDK one of Gemini for each of %j',
    async (values) => {
      const model = createGoogleGenerativeAI(zeros).embedding('model-a');
      const { embeddings } = await embedMany({ model, values, maxRetries: 0 });
      expect(embeddings).toEqual(values.map(() => of(768)));
    },
  );

  test('give the SDK of Ollama one for each text', async () => {
    const ollama = new Ollama({ fetch: zeros.fetch });
    const { embeddings } = await ollama.embed({ model: 'model-a', input: ['one', 'two'] });
    expect(embeddings).toEqual([of(768), of(768)]);
    const { embedding } = await ollama.embeddings({ model: 'model-a', prompt: 'one' });
    expect(embedding).toEqual(of(768));
  });

  test.each([-1, 0.5, 1e9, '3'])('a length of %j is not one', async (dimensions) => {
    const body = JSON.stringify({ input: 'one', dimensions });
    const response = await zeros.fetch('https://a.example/embeddings', { method: 'POST', body });
    const { data } = (await response.json()) as { data: { embedding: number[] }[] };
    expect(data[0]!.embedding).toHaveLength(1536);
  });
});

test('a moderation flags nothing', async () => {
  const client = { apiKey, fetch: answering({ moderation: 'pass' }), maxRetries: 0 };
  const { moderations } = new OpenAI(client);
  const { results } = await moderations.create({ input: ['one', 'two'] });
  expect(results).toMatchObject([{ flagged: false }, { flagged: false }]);
  expect(results[0]!.categories.violence).toBe(false);
  expect((await moderations.create({ input: 'one' })).results).toHaveLength(1);
});
