import { expect, test } from 'vitest';
import type { Interaction } from '../cassette/cassette.ts';
import { recorded, streamOf, user } from '../test/samples.ts';
import { protocolOf } from './protocols.ts';

const SSE = 'text/event-stream';

function told(
  url: string,
  asked: object,
  type: string,
  body: string,
  more = {},
): string | undefined {
  const interaction: Interaction = {
    id: 0,
    request: { method: 'POST', url, headers: {}, body: JSON.stringify(asked) },
    response: { code: 200, headers: { 'Content-Type': [type], ...more }, body },
  };
  return protocolOf(interaction)?.name;
}

const chat = { messages: [user('Hi')], stream: true };
const own = 'https://app.example/api/chat';
const chunk = { choices: [{ index: 0, delta: { content: 'Hello' } }] };

test.each(recorded)('%s: the protocol is told', (_name, { interactions }) => {
  for (const interaction of interactions) expect(protocolOf(interaction)).toBeDefined();
});

test('Ollama is told by its path, unless what comes is no NDJSON', () => {
  const line = '{"message":{"content":"Hello"},"done":true}\n';
  expect(told(own, chat, 'application/x-ndjson', line)).toBe('ollama-chat');
  expect(told(own, chat, SSE, streamOf(chunk))).toBe('openai-chat');
  expect(told(own, chat, SSE, streamOf({ other: 1 }))).toBeUndefined();
});

test('a UI message stream is told by its header, or by the messages that are asked', () => {
  const ui = { messages: [{ role: 'user', parts: [{ type: 'text', text: 'Hi' }] }] };
  const header = { 'X-Vercel-AI-UI-Message-Stream': ['v1'] };
  expect(told(own, ui, SSE, streamOf({ type: 'start' }))).toBe('ai-sdk-ui');
  expect(told(own, chat, SSE, streamOf({ type: 'start' }), header)).toBe('ai-sdk-ui');
  expect(told(own, chat, SSE, streamOf({ type: 'start' }))).toBeUndefined();
});

test.each([
  ['openai-chat', chunk],
  ['openai-responses', { type: 'response.created', response: {} }],
  ['openai-responses', { object: 'response', output: [] }],
  ['anthropic-messages', { type: 'message_start', message: {} }],
  ['anthropic-messages', { type: 'message', content: [] }],
  ['google-generative', { candidates: [] }],
  ['ollama-chat', { message: { content: '' }, done: false }],
])("behind a path of one's own, %s is told by how a response begins", (name, first) => {
  const gateway = 'https://app.example/ask';
  const stream = `: a comment\n\n${streamOf(first)}`;
  expect(told(gateway, chat, SSE, stream)).toBe(name);
  expect(told(gateway, chat, 'application/json', JSON.stringify(first))).toBe(name);
});

const GOOGLE = 'https://aiplatform.googleapis.com/v1/projects/p/locations/l';

test.each([
  [`${GOOGLE}/publishers/google/models/gemini-2.5-pro:streamGenerateContent`, 'google-generative'],
  [`${GOOGLE}/endpoints/123:streamGenerateContent`, 'google-generative'],
  ['https://a.example/v1beta/tunedModels/mine:generateContent', 'google-generative'],
  [`${GOOGLE}/endpoints/openapi/chat/completions`, 'openai-chat'],
  [`${GOOGLE}/publishers/mistralai/models/mistral-small:streamRawPredict`, 'openai-chat'],
  [`${GOOGLE}/publishers/anthropic/models/claude-a:streamRawPredict`, 'anthropic-messages'],
  ['https://a.example/openai/deployments/d/chat/completions?api-version=1', 'openai-chat'],
  ['https://a.example/openai/v1/responses', 'openai-responses'],
  ['https://a.example/v1/chat/completions/', 'openai-chat'],
  ['https://a.example/model/anthropic.claude-a/converse-stream', undefined],
  ['https://a.example/v1/completions', undefined],
])('%s speaks %s', (url, name) => {
  const request = { method: 'POST', url, headers: {}, body: '{}' };
  const response = { code: 200, headers: {}, body: '' };
  expect(protocolOf({ request, response })?.name).toBe(name);
});

test('model and stream of a tuned model come from the URL', () => {
  const url = `${GOOGLE}/endpoints/123:streamGenerateContent?alt=sse`;
  const request = { method: 'POST', url, headers: {}, body: '' };
  const protocol = protocolOf({ request, response: { code: 200, headers: {}, body: '' } });
  expect(protocol?.readRequest({ contents: [] }, url)).toMatchObject({
    model: '123',
    stream: true,
  });
});
