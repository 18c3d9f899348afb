import { expect, test } from 'vitest';
import { answering, events, lines } from '../../test/answering.ts';
import { PROVIDERS } from '../providers.ts';

const chunk = (delta: object, finish_reason: string | null = null) => ({
  choices: [{ index: 0, delta, finish_reason }],
});

test.each(PROVIDERS.map(({ id, baseURL, model }) => ({ id, baseURL, model })))(
  '$id gets requests at its API, and a refused one is explained',
  async ({ id, baseURL }) => {
    const refusal = Response.json({ error: { message: 'no such model' } }, { status: 404 });
    const { got, conversation } = await answering(id, [refusal]);
    expect(got).toHaveLength(1);
    expect(got[0]!.url.startsWith(baseURL)).toBe(true);
    expect(conversation.failure?.summary).toContain('does not know this model or address (404).');
  },
);

test('Anthropic accepts the request of a page', async () => {
  const { got } = await answering('anthropic', []);
  expect(got[0]!.url).toBe('https://api.anthropic.com/v1/messages');
  expect(got[0]!.headers.get('anthropic-dangerous-direct-browser-access')).toBe('true');
});

test('Vertex gets the model in the address, and not in the body', async () => {
  const { got } = await answering('vertex-anthropic', []);
  const [{ url, headers, body }] = got as [(typeof got)[0]];
  expect(url).toMatch(/\/publishers\/anthropic\/models\/claude-[\w@-]+:streamRawPredict$/);
  expect(headers.get('authorization')).toBe('Bearer a key');
  expect(body).toMatchObject({ anthropic_version: 'vertex-2023-10-16', stream: true });
  expect(body).not.toHaveProperty('model');
});

test('Bedrock is asked for a stream of frames', async () => {
  const { got } = await answering('bedrock', []);
  expect(got[0]!.url).toMatch(/\/model\/[^/]+\/invoke-with-response-stream$/);
  expect(got[0]!.headers.get('authorization')).toBe('Bearer a key');
});

test('Gemini gets the same request at both addresses', async () => {
  for (const id of ['google', 'vertex-google']) {
    const { got } = await answering(id, []);
    expect(got[0]!.url, id).toMatch(/\/models\/gemini-2.5-flash:streamGenerateContent\?alt=sse$/);
  }
});

test('OpenAI keeps nothing: the calls themselves are sent again', async () => {
  const { got } = await answering('openai-responses', []);
  expect(got[0]!.url).toBe('https://api.openai.com/v1/responses');
  expect(got[0]!.body).toMatchObject({ store: false, stream: true });
});

test('text of a refusal is the answer, and is sent along', async () => {
  const { conversation, history } = await answering('openai-chat', [
    events(
      chunk({ role: 'assistant', refusal: '' }),
      chunk({ refusal: 'I will' }),
      chunk({ refusal: ' not.' }),
      chunk({}, 'stop'),
    ),
  ]);
  expect(conversation.messages[1]).toMatchObject({ text: 'I will not.' });
  expect(conversation.failure).toBeUndefined();
  expect(JSON.stringify(history)).toContain('I will not.');
});

test('a search that Anthropic runs itself gets a card, and no second request', async () => {
  const search = { type: 'server_tool_use', id: 's', name: 'web_search', input: { query: 'x' } };
  const found = { type: 'web_search_tool_result', tool_use_id: 's', content: [] };
  const usage = { input_tokens: 1, output_tokens: 1 };
  const message = { id: 'm', type: 'message', role: 'assistant', model: 'c', content: [], usage };
  const { got, conversation } = await answering('anthropic', [
    events(
      { type: 'message_start', message },
      { type: 'content_block_start', index: 0, content_block: search },
      { type: 'content_block_stop', index: 0 },
      { type: 'content_block_start', index: 1, content_block: found },
      { type: 'content_block_stop', index: 1 },
      { type: 'content_block_start', index: 2, content_block: { type: 'text', text: '' } },
      { type: 'content_block_delta', index: 2, delta: { type: 'text_delta', text: 'Found.' } },
      { type: 'content_block_stop', index: 2 },
      { type: 'message_delta', delta: { stop_reason: 'end_turn' }, usage },
      { type: 'message_stop' },
    ),
  ]);
  expect(got).toHaveLength(1);
  expect(conversation.messages[1]).toMatchObject({
    text: 'Found.',
    calls: [{ name: 'web_search', status: 'done' }],
  });
  expect(conversation.failure).toBeUndefined();
});

const say = (message: object, rest: object = { done: false }) => ({
  model: 'q',
  created_at: '2025-01-01T00:00:00Z',
  message: { role: 'assistant', ...message },
  ...rest,
});
const done = say({ content: '' }, { done: true, done_reason: 'stop', eval_count: 3 });

test('Ollama’s calls are run in order, and their results are messages', async () => {
  const add = { function: { name: 'add', arguments: { a: 2, b: 3 } } };
  const multiply = { function: { name: 'multiply', arguments: { a: 2, b: 3 } } };
  const { got, conversation } = await answering('ollama', [
    lines(
      say({ content: '', thinking: 'Hm' }),
      say({ content: '', tool_calls: [add, multiply] }),
      done,
    ),
    lines(say({ content: '5 and' }), say({ content: ' 6' }), done),
  ]);
  expect(conversation.messages.slice(1)).toMatchObject([
    {
      text: '',
      calls: [
        { name: 'add', result: '5' },
        { name: 'multiply', result: '6' },
      ],
    },
    { text: '5 and 6' },
  ]);
  expect(got[1]!.body['messages']).toMatchObject([
    { role: 'system' },
    { role: 'user', content: 'Add 2 and 3' },
    { role: 'assistant', content: '', tool_calls: [add, multiply] },
    { role: 'tool', content: '5' },
    { role: 'tool', content: '6' },
  ]);
});

test('an error of Ollama’s after text keeps the text', async () => {
  const { conversation } = await answering('ollama', [
    lines(say({ content: 'Half' }), { error: 'out of memory' }),
  ]);
  expect(conversation.messages[1]).toMatchObject({ text: 'Half' });
  expect(conversation.failure?.summary).toContain('Out of memory.');
});

test('Ollama’s length limit is explained', async () => {
  const { conversation } = await answering('ollama', [
    lines(say({ content: 'Half' }), say({ content: '' }, { done: true, done_reason: 'length' })),
  ]);
  expect(conversation.failure?.summary).toContain('length limit');
});

const toolCall = { name: 'add', arguments: { a: 2, b: 3 } };
const functionCall = { name: 'add', args: toolCall.arguments };

test.each([
  [
    'groq',
    () => {
      const written = { name: 'add', arguments: JSON.stringify(toolCall.arguments) };
      const call = { index: 0, id: 'a', type: 'function', function: written };
      return events(chunk({ role: 'assistant', tool_calls: [call] }));
    },
  ],
  [
    'openrouter',
    () => {
      const begun = {
        index: 0,
        id: 'a',
        type: 'function',
        function: { name: 'add', arguments: '' },
      };
      return events(chunk({ role: 'assistant', tool_calls: [begun] }));
    },
  ],
  ['google', () => events({ candidates: [{ content: { parts: [{ functionCall }] }, index: 0 }] })],
  ['ollama', () => lines(say({ content: '', tool_calls: [{ function: toolCall }] }))],
])('%s: an answer that breaks off in or after a call is not continued', async (id, answer) => {
  const { got, conversation, history } = await answering(id, [answer()]);
  expect(got).toHaveLength(1);
  expect(conversation.messages[1]).toMatchObject({ calls: [{ name: 'add' }] });
  expect(conversation.failure?.summary).toContain('was cut off');
  expect(history).toEqual([]);
});
