import Anthropic from '@anthropic-ai/sdk';
import { type Message, Ollama, type ToolCall } from 'ollama';
import OpenAI from 'openai';
import { describe, expect, test } from 'vitest';
import {
  LOOP,
  QUESTION,
  replayingFetch,
  RESULTS,
  SERVER_LOOP,
  TEXT,
} from '../test/replaying-fetch.ts';
import { bodyText } from '../wire/body.ts';
import type { Answer } from './answer.ts';
import { chatCassette } from './chat-cassette.ts';
import type { ProtocolName } from './protocols.ts';

const apiKey = 'none';

describe('the SDK of the provider', () => {
  test('reads OpenAI chat completions', async () => {
    const { fetch } = replayingFetch(chatCassette(LOOP));
    const { chat } = new OpenAI({ apiKey, fetch, maxRetries: 0 });
    const messages: OpenAI.ChatCompletionMessageParam[] = [{ role: 'user', content: QUESTION }];
    const ask = () =>
      chat.completions
        .stream({ model: 'm', messages, stream_options: { include_usage: true } })
        .finalChatCompletion();
    const first = await ask();
    const { message, finish_reason: finish } = first.choices[0]!;
    expect([message.content, finish]).toEqual(['Let me see.', 'tool_calls']);
    expect(first.usage).toMatchObject({ prompt_tokens: 12, completion_tokens: 34 });
    messages.push(message);
    for (const call of message.tool_calls!) {
      if (call.type !== 'function') throw new Error(call.type);
      const content = RESULTS[call.function.name]!;
      messages.push({ role: 'tool', tool_call_id: call.id, content });
    }
    expect((await ask()).choices[0]!.message.content).toBe(TEXT.join(''));
  });

  test('reads OpenAI responses', async () => {
    const { fetch } = replayingFetch(chatCassette(LOOP, { protocol: 'openai-responses' }));
    const { responses } = new OpenAI({ apiKey, fetch, maxRetries: 0 });
    const input: OpenAI.Responses.ResponseInput = [{ role: 'user', content: QUESTION }];
    const first = await responses.stream({ model: 'm', input }).finalResponse();
    expect(first.output_text).toBe('Let me see.');
    expect(first.usage).toMatchObject({ input_tokens: 12, output_tokens: 34 });
    for (const item of first.output) {
      input.push(item as OpenAI.Responses.ResponseInputItem);
      if (item.type !== 'function_call') continue;
      const output = RESULTS[item.name]!;
      input.push({ type: 'function_call_output', call_id: item.call_id, output });
    }
    const second = await responses.stream({ model: 'm', input }).finalResponse();
    expect(second.output_text).toBe(TEXT.join(''));
  });

  test('reads Anthropic messages', async () => {
    const cassette = chatCassette(LOOP, { protocol: 'anthropic-messages' });
    const { fetch } = replayingFetch(cassette);
    const client = new Anthropic({ apiKey, fetch, maxRetries: 0 });
    const messages: Anthropic.MessageParam[] = [{ role: 'user', content: QUESTION }];
    const ask = () =>
      client.messages.stream({ model: 'm', max_tokens: 99, messages }).finalMessage();
    const first = await ask();
    expect(first).toMatchObject({
      stop_reason: 'tool_use',
      usage: { input_tokens: 12, output_tokens: 34 },
    });
    messages.push({ role: 'assistant', content: first.content });
    const results = first.content.flatMap((block) =>
      block.type === 'tool_use'
        ? [{ type: 'tool_result' as const, tool_use_id: block.id, content: RESULTS[block.name]! }]
        : [],
    );
    messages.push({ role: 'user', content: results });
    const second = await ask();
    expect(second.content).toEqual([{ type: 'text', text: TEXT.join('') }]);
    // Sends back what the cassette says that it sends back, thinking and signature included.
    const { body } = cassette.interactions[1]!.request;
    const recorded = JSON.parse(bodyText(body)) as { messages: unknown };
    expect(messages).toEqual(recorded.messages);
  });

  test('reads Anthropic messages with a tool that the provider runs', async () => {
    const { fetch } = replayingFetch(chatCassette(SERVER_LOOP, { protocol: 'anthropic-messages' }));
    const { beta } = new Anthropic({ apiKey, fetch, maxRetries: 0 });
    const messages = [{ role: 'user' as const, content: QUESTION }];
    const params = { model: 'm', max_tokens: 99, messages };
    const { content, stop_reason: finish } = await beta.messages.stream(params).finalMessage();
    expect(finish).toBe('end_turn');
    expect(content).toMatchObject([
      { type: 'mcp_tool_use', name: 'add', input: { a: 2, b: 3 } },
      { type: 'mcp_tool_result', content: [{ type: 'text', text: '5' }] },
      { type: 'text', text: TEXT.join('') },
    ]);
  });

  test('reads Ollama chat', async () => {
    const cassette = chatCassette(LOOP, { protocol: 'ollama-chat' });
    const { fetch, sent } = replayingFetch(cassette);
    const ollama = new Ollama({ fetch });
    const messages: Message[] = [{ role: 'user', content: QUESTION }];
    for (const text of ['Let me see.', TEXT.join('')]) {
      const answer = { content: '', thinking: '', tool_calls: [] as ToolCall[] };
      const parts = await ollama.chat({ model: 'synthetic', messages, stream: true });
      for await (const { message } of parts) {
        answer.content += message.content;
        answer.thinking += message.thinking ?? '';
        answer.tool_calls.push(...(message.tool_calls ?? []));
      }
      expect(answer.content).toBe(text);
      messages.push({ role: 'assistant', ...answer });
      for (const { function: called } of answer.tool_calls) {
        messages.push({ role: 'tool', tool_name: called.name, content: RESULTS[called.name]! });
      }
    }
    const [, recorded] = cassette.interactions.map(({ request }) =>
      JSON.parse(bodyText(request.body)),
    ) as { messages: unknown }[];
    expect((sent[1]!.body as { messages: unknown }).messages).toEqual(recorded!.messages);
  });
});

describe('the SDK of the provider throws', () => {
  const failing = (error: Answer['error'], protocol: ProtocolName) => {
    const text = typeof error === 'string' ? { text: TEXT } : {};
    return replayingFetch(chatCassette([[QUESTION, { ...text, error: error! }]], { protocol }))
      .fetch;
  };
  const messages = [{ role: 'user' as const, content: QUESTION }];
  const ASK: [string, ProtocolName, (via: { fetch: typeof fetch }) => Promise<unknown>][] = [
    [
      'OpenAI, chat completions',
      'openai-chat',
      ({ fetch }) =>
        new OpenAI({ apiKey, fetch, maxRetries: 0 }).chat.completions
          .stream({ model: 'm', messages })
          .finalChatCompletion(),
    ],
    [
      'OpenAI, responses',
      'openai-responses',
      ({ fetch }) =>
        new OpenAI({ apiKey, fetch, maxRetries: 0 }).responses
          .stream({ model: 'm', input: messages })
          .finalResponse(),
    ],
    [
      'Anthropic',
      'anthropic-messages',
      ({ fetch }) =>
        new Anthropic({ apiKey, fetch, maxRetries: 0 }).messages
          .stream({ model: 'm', max_tokens: 9, messages })
          .finalMessage(),
    ],
    [
      'Ollama',
      'ollama-chat',
      async ({ fetch }) => {
        const parts = await new Ollama({ fetch }).chat({ model: 'm', messages, stream: true });
        for await (const part of parts) expect(part.done).toBe(false);
      },
    ],
  ];

  test.each(ASK)('an error in the stream: %s', async (_name, protocol, ask) => {
    await expect(ask({ fetch: failing('Overloaded', protocol) })).rejects.toThrow('Overloaded');
  });

  test.each(ASK)('an HTTP error: %s', async (_name, protocol, ask) => {
    const error = { status: 429, message: 'Slow down' };
    await expect(ask({ fetch: failing(error, protocol) })).rejects.toThrow('Slow down');
  });
});
