import { expect, test } from 'vitest';
import type { Interaction } from '../cassette/cassette.ts';
import { recorded, streamOf, user } from '../test/samples.ts';
import { protocolOf, type ProtocolName } from './protocols.ts';

const SSE = 'text/event-stream';

function detect(
  url: string,
  body: object,
  type: string,
  responseBody: string,
  more = {},
): string | undefined {
  const interaction: Interaction = {
    id: 0,
    request: { method: 'POST', url, headers: {}, body: JSON.stringify(body) },
    response: { code: 200, headers: { 'Content-Type': [type], ...more }, body: responseBody },
  };
  return protocolOf(interaction)?.name;
}

const chat = { messages: [user('Hi')], stream: true };
const own = 'https://app.example/api/chat';
const chunk = { choices: [{ index: 0, delta: { content: 'Hello' } }] };

test.each(recorded)('%s: is detected', (_name, { interactions }) => {
  for (const interaction of interactions) expect(protocolOf(interaction)).toBeDefined();
});

test('detects Ollama by its path, unless the response is server-sent events', () => {
  const line = '{"message":{"content":"Hello"},"done":true}\n';
  expect(detect(own, chat, 'application/x-ndjson', line)).toBe('ollama-chat');
  expect(detect(own, chat, SSE, streamOf(chunk))).toBe('openai-chat');
  expect(detect(own, chat, SSE, streamOf({ other: 1 }))).toBeUndefined();
});

test('detects a UI message stream by its header or the messages of its request', () => {
  const ui = { messages: [{ role: 'user', parts: [{ type: 'text', text: 'Hi' }] }] };
  const header = { 'X-Vercel-AI-UI-Message-Stream': ['v1'] };
  expect(detect(own, ui, SSE, streamOf({ type: 'start' }))).toBe('ai-sdk-ui');
  expect(detect(own, chat, SSE, streamOf({ type: 'start' }), header)).toBe('ai-sdk-ui');
  expect(detect(own, chat, SSE, streamOf({ type: 'start' }))).toBeUndefined();
});

test.each([
  ['openai-chat', chunk],
  ['openai-responses', { type: 'response.created', response: {} }],
  ['openai-responses', { object: 'response', output: [] }],
  ['anthropic-messages', { type: 'message_start', message: {} }],
  ['anthropic-messages', { type: 'message', content: [] }],
  ['google-generative', { candidates: [] }],
  ['ollama-chat', { message: { content: '' }, done: false }],
])("detects %s by the start of a response at a path of the app's own", (name, first) => {
  const gateway = 'https://app.example/ask';
  const stream = `: a comment\n\n${streamOf(first)}`;
  expect(detect(gateway, chat, SSE, stream)).toBe(name);
  expect(detect(gateway, chat, 'application/json', JSON.stringify(first))).toBe(name);
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
])('detects the protocol of %s as %s', (url, name) => {
  const request = { method: 'POST', url, headers: {}, body: '{}' };
  const response = { code: 200, headers: {}, body: '' };
  expect(protocolOf({ request, response })?.name).toBe(name);
});

test('reads model and stream of a tuned model from the URL', () => {
  const url = `${GOOGLE}/endpoints/123:streamGenerateContent?alt=sse`;
  const request = { method: 'POST', url, headers: {}, body: '' };
  const protocol = protocolOf({ request, response: { code: 200, headers: {}, body: '' } });
  expect(protocol?.readRequest({ contents: [] }, url)).toMatchObject({
    model: '123',
    stream: true,
  });
});

test('rejects an unknown protocol', () => {
  const interaction: Interaction = {
    id: 0,
    request: { method: 'POST', url: own, headers: {}, body: '' },
    response: { code: 200, headers: {}, body: '' },
  };
  expect(() => protocolOf(interaction, 'openai' as ProtocolName)).toThrow(
    expect.objectContaining({
      code: 'bad-option',
      message: expect.stringMatching(
        /^Invalid protocol: expected one of .*openai-chat.*, got "openai"/,
      ),
    }),
  );
});
