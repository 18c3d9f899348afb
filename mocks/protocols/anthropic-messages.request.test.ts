import { expect, test } from 'vitest';
import { anthropicMessages } from './anthropic-messages.ts';
import { type Message, messageKey } from './conversation.ts';
import { pathOf, protocolOf } from './protocols.ts';

const use = (id: string, name: string, given: unknown = {}, type = 'tool_use') => ({
  type,
  id,
  name,
  input: given,
});

const URLS = {
  api: 'https://api.anthropic.com/v1/messages',
  vertex:
    'https://us-east5-aiplatform.googleapis.com/v1/projects/demo/locations/us-east5/publishers/anthropic/models/claude-sonnet-4-5@20250929',
  bedrock:
    'https://bedrock-runtime.us-east-1.amazonaws.com/model/us.anthropic.claude-sonnet-4-5-20250929-v1%3A0',
};
const request = (body: object, url = URLS.api) => anthropicMessages.readRequest(body, url);
const messagesOf = (...messages: object[]): Message[] => request({ messages })!.messages;

test('reads content as a string or blocks, and names other blocks by type', () => {
  expect(
    messagesOf(
      { role: 'user', content: 'Add' },
      { role: 'assistant', content: 'Sure' },
      {
        role: 'user',
        content: [
          { type: 'image', source: {} },
          { type: 'text', text: ' and ' },
          { type: 'document', source: {} },
        ],
      },
    ),
  ).toEqual([
    { role: 'user', text: 'Add' },
    { role: 'assistant', text: 'Sure', toolCalls: [] },
    { role: 'user', text: '[image] and [document]' },
  ]);
});

const result = (id: string, content: unknown) => ({
  type: 'tool_result',
  tool_use_id: id,
  content,
});

test('sets results on the calls before, and reads text beside them as a user message', () => {
  expect(
    messagesOf(
      { role: 'user', content: 'Add' },
      {
        role: 'assistant',
        content: [
          { type: 'thinking', thinking: 'Both.', signature: 'AAAA' },
          { type: 'text', text: 'I add.' },
          use('a', 'add', { a: 2 }),
          use('b', 'now'),
        ],
      },
      {
        role: 'user',
        content: [
          { ...result('b', 'No clock'), is_error: true },
          result('a', [{ type: 'text', text: '5' }]),
          { type: 'text', text: 'Go on' },
        ],
      },
    ),
  ).toEqual([
    { role: 'user', text: 'Add' },
    {
      role: 'assistant',
      text: 'I add.',
      toolCalls: [
        { id: 'a', name: 'add', argumentsText: '{"a":2}', result: '5' },
        { id: 'b', name: 'now', argumentsText: '', result: 'No clock' },
      ],
    },
    { role: 'user', text: 'Go on' },
  ]);
});

test('reads calls with results between them as two messages', () => {
  const call = { role: 'assistant', content: [use('a', 'add', {})] };
  const answer = (text: string) => ({ role: 'user', content: [result('a', text)] });
  expect(messagesOf(call, answer('5'), call, answer('7')).map(messageKey)).toEqual([
    '["assistant",[["add",{},"5"]]]',
    '["assistant",[["add",{},"7"]]]',
  ]);
});

test('joins consecutive assistant messages, but not user messages', () => {
  expect(
    messagesOf(
      { role: 'user', content: 'a' },
      { role: 'user', content: 'b' },
      { role: 'assistant', content: 'I ' },
      { role: 'assistant', content: [{ type: 'text', text: 'add' }, use('x', 'add')] },
      { role: 'assistant', content: [use('y', 'add')] },
      { role: 'user', content: [result('y', '2'), result('x', '1')] },
    ),
  ).toEqual([
    { role: 'user', text: 'a' },
    { role: 'user', text: 'b' },
    {
      role: 'assistant',
      text: 'I add',
      toolCalls: [
        { id: 'x', name: 'add', argumentsText: '', result: '1' },
        { id: 'y', name: 'add', argumentsText: '', result: '2' },
      ],
    },
  ]);
});

test('marks calls that the provider ran, and reads their results', () => {
  expect(
    messagesOf({
      role: 'assistant',
      content: [
        use('s', 'web_search', { query: 'x' }, 'server_tool_use'),
        {
          type: 'web_search_tool_result',
          tool_use_id: 's',
          content: [{ type: 'web_search_result', encrypted_content: 'AA' }],
        },
      ],
    })[0],
  ).toMatchObject({
    toolCalls: [
      {
        id: 's',
        name: 'web_search',
        providerExecuted: true,
        result: '[{"type":"web_search_result"}]',
      },
    ],
  });
});

test('leaves out system text, at the top and among the messages', () => {
  const messages = [{ role: 'system', content: 'Be brief.' }];
  expect(request({ system: 'Be brief.', messages })?.messages).toEqual([]);
});

test('reads model, stream and tools from the body', () => {
  expect(
    request({ messages: [], model: 'claude-a', stream: true, tools: [{ name: 'add' }, {}] }),
  ).toEqual({ messages: [], model: 'claude-a', stream: true, tools: ['add'] });
  expect(request({ messages: [] })).toEqual({ messages: [], tools: [] });
});

test.each([
  [`${URLS.vertex}:streamRawPredict`, true, 'claude-sonnet-4-5@20250929'],
  [`${URLS.vertex}:rawPredict`, false, 'claude-sonnet-4-5@20250929'],
  [
    `${URLS.bedrock}/invoke-with-response-stream`,
    true,
    'us.anthropic.claude-sonnet-4-5-20250929-v1:0',
  ],
  [
    `${URLS.bedrock.replace('%3A', ':')}/invoke?trace=1`,
    false,
    'us.anthropic.claude-sonnet-4-5-20250929-v1:0',
  ],
])('reads model and stream from the URL %s', (url, stream, model) => {
  expect(request({ messages: [] }, url)).toMatchObject({ stream, model });
});

test.each([
  [URLS.api, 'https://proxy.example/anthropic/v1/messages'],
  [`${URLS.vertex}:streamRawPredict`, 'https://a.example/models/claude-b:rawPredict'],
  [`${URLS.bedrock}/invoke-with-response-stream`, 'https://a.example/model/b%3A0/invoke'],
])('matches paths like that of %s on any host, with any model', (url, other) => {
  const interaction = {
    request: { url, method: 'POST', headers: {}, body: '' },
    response: { code: 200, headers: {}, body: '' },
  };
  expect(protocolOf(interaction)).toBe(anthropicMessages);
  const path = new RegExp(pathOf(anthropicMessages, url));
  expect(path.test(new URL(other).pathname)).toBe(true);
  for (const [road, base] of Object.entries(URLS)) {
    const there = road === 'api' ? base : `${base}${road === 'vertex' ? ':rawPredict' : '/invoke'}`;
    expect(path.test(new URL(there).pathname)).toBe(url.startsWith(base));
  }
});

test('rejects bodies that are not a messages request', () => {
  for (const body of [undefined, null, 5, [], {}, { messages: 'hi' }]) {
    expect(anthropicMessages.readRequest(body, URLS.api)).toBeUndefined();
  }
});
