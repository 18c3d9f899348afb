import { expect, test } from 'vitest';
import { bodyText } from '../wire/body.ts';
import { call, cassette, chunk, interaction, recorded, streamOf, user } from '../test/samples.ts';
import { deliveryOf } from '../stream/delivery.ts';
import { sameArguments } from './conversation.ts';
import { type AssistantTurn, transcript } from './transcript.ts';

const assistants = (turns: ReturnType<typeof transcript>['turns']) =>
  turns.filter((turn): turn is AssistantTurn => turn.role === 'assistant');

const recordings = recorded.filter(([name]) => !name.startsWith('handmade/'));

test.each(recordings)('%s: has the turn that the next request sends back', (_name, tape) => {
  const [first, last] = assistants(transcript(tape).turns);
  const { messages } = JSON.parse(bodyText(tape.interactions[1]!.request.body)) as {
    messages: {
      role: string;
      content: string;
      tool_calls?: { id: string; function: { name: string; arguments: string } }[];
    }[];
  };
  const resent = messages.find(({ role }) => role === 'assistant')!;
  expect(first!.text).toBe(resent.content);
  expect(first!.toolCalls.map(({ id, name }) => [id, name])).toEqual(
    resent.tool_calls!.map(({ id, function: { name } }) => [id, name]),
  );
  for (const [at, made] of first!.toolCalls.entries()) {
    expect(sameArguments(made.argumentsText, resent.tool_calls![at]!.function.arguments)).toBe(
      true,
    );
  }
  const results = messages.filter(({ role }) => role === 'tool').map(({ content }) => content);
  expect(first!.toolCalls.map(({ result }) => result)).toEqual(results);
  expect(first!.finish).toBe('tool_calls');
  expect(last).toMatchObject({ finish: 'stop', toolCalls: [], interactionIndex: 1 });
  expect(last!.text.length).toBeGreaterThan(20);
  expect(last!.usage).toHaveProperty('total_tokens');
});

const loop = [
  user('Add'),
  { role: 'assistant', tool_calls: [{ id: 'x', function: { name: 'add', arguments: '{}' } }] },
  { role: 'tool', tool_call_id: 'x', content: '5' },
];
const asks = streamOf(chunk({ tool_calls: [call(0, 'x', 'add', '{}')] }, {}, 'tool_calls'));

test('lists several user turns of one conversation, each once', () => {
  const answer = { role: 'assistant', content: 'Hello' };
  const { turns } = transcript(
    cassette(
      interaction([user('Hi')], streamOf(chunk({ content: 'Hello' }))),
      interaction([user('Hi'), answer, user('Bye')], streamOf(chunk({ content: 'Farewell' }))),
    ),
  );
  expect(turns.map(({ role, text }) => [role, text])).toEqual([
    ['user', 'Hi'],
    ['assistant', 'Hello'],
    ['user', 'Bye'],
    ['assistant', 'Farewell'],
  ]);
});

test('sets results on calls of their own turn if ids recur', () => {
  const again = [
    ...loop,
    { role: 'assistant', tool_calls: [{ id: 'x', function: { name: 'add', arguments: '{}' } }] },
    { role: 'tool', tool_call_id: 'x', content: '7' },
  ];
  const { turns } = transcript(
    cassette(
      interaction([user('Add')], asks),
      interaction(loop, asks),
      interaction(again, streamOf(chunk({ content: 'Done' }))),
    ),
  );
  expect(assistants(turns).map(({ toolCalls }) => toolCalls.map(({ result }) => result))).toEqual([
    ['5'],
    ['7'],
    [],
  ]);
});

test('skips an error response, and takes the answer of the retry', () => {
  const refused = interaction([user('Hi')], '{"error":{"message":"slow down"}}');
  refused.response = {
    code: 429,
    headers: { 'Content-Type': ['application/json'] },
    body: '{"error":{}}',
  };
  const { turns } = transcript(
    cassette(refused, interaction([user('Hi')], streamOf(chunk({ content: 'Hello' })))),
  );
  expect(turns).toHaveLength(2);
  expect(turns[1]).toMatchObject({ role: 'assistant', interactionIndex: 1, text: 'Hello' });
});

test('lists turns that only a request contains, without an interaction', () => {
  const { turns } = transcript(
    cassette(
      interaction(
        [user('Hi'), { role: 'assistant', content: 'Hello' }, user('Bye')],
        streamOf(chunk({ content: 'So long' })),
      ),
    ),
  );
  expect(turns.map(({ text }) => text)).toEqual(['Hi', 'Hello', 'Bye', 'So long']);
  expect(turns[1]).not.toHaveProperty('interaction');
});

test('lists two conversations of one cassette one after another', () => {
  const { turns } = transcript(
    cassette(
      interaction([user('A')], streamOf(chunk({ content: 'a' }))),
      interaction([user('B')], streamOf(chunk({ content: 'b' }))),
    ),
  );
  expect(turns.map(({ text }) => text)).toEqual(['A', 'a', 'B', 'b']);
});

test('reads a response that is not streamed', () => {
  const plain = interaction([user('Hi')], '', { stream: false });
  plain.response = {
    code: 200,
    headers: { 'content-type': ['application/json; charset=utf-8'] },
    body: '{"choices":[{"message":{"content":"Hello"},"finish_reason":"stop"}]}',
  };
  expect(transcript(cassette(plain)).turns[1]).toMatchObject({ text: 'Hello', finish: 'stop' });
});

test('passes over what is not a completion, and says so', () => {
  const models = interaction([], '{"data":[]}');
  models.request = { ...models.request, method: 'get', url: 'https://api.example.com/v1/models' };
  const embeddings = interaction([], '{"data":[]}');
  embeddings.request.url = 'https://api.example.com/v1/embeddings';
  embeddings.request.body = '{"input":"Hi"}';
  const hi = interaction([user('Hi')], streamOf(chunk({ content: 'Hello' })));
  for (const protocol of [undefined, 'openai-chat'] as const) {
    const { turns, skipped } = transcript(cassette(models, hi, embeddings), { protocol });
    expect(turns.map(({ text }) => text)).toEqual(['Hi', 'Hello']);
    expect(turns[1]).toMatchObject({ interactionIndex: 1 });
    expect(skipped).toEqual([
      { interactionIndex: 0, method: 'get', url: 'https://api.example.com/v1/models' },
      { interactionIndex: 2, method: 'POST', url: 'https://api.example.com/v1/embeddings' },
    ]);
  }
  expect(transcript(cassette(models)).turns).toEqual([]);
  expect(transcript(cassette(hi))).not.toHaveProperty('skipped');
});

test.each([204, 205, 304])('has no text for a body with status %d, which no app gets', (code) => {
  const hi = interaction([user('Hi')], streamOf(chunk({ content: 'Hello' })));
  hi.response.code = code;
  expect(transcript(cassette(hi)).turns[1]).toMatchObject({ text: '' });
});

test.each([
  ['server-sent events', streamOf(chunk({ content: 'Hello' })), 'text/event-stream'],
  ['JSON', '{"choices":[{"message":{"content":"Hello"}}]}', 'application/json'],
])('reads %s without a content type, and replays them with one', (_name, body, type) => {
  const hi = interaction([user('Hi')], body);
  hi.response.headers = { 'X-Id': ['1'] };
  expect(transcript(cassette(hi)).turns[1]).toMatchObject({ text: 'Hello' });
  const { head } = deliveryOf(hi.response);
  expect(head?.headers).toEqual({ 'X-Id': ['1'], 'Content-Type': [type] });
});

test('rejects an interaction without a known protocol', () => {
  const other = interaction([user('Hi')], '');
  other.request.url = 'https://api.example.com/v1/embeddings';
  expect(() => transcript(cassette(other))).toThrow(
    expect.objectContaining({
      code: 'bad-cassette',
      message:
        'Cannot build the transcript of sample.yaml, interaction 1: no known protocol matches https://api.example.com/v1/embeddings. Set the option "protocol" to one of ai-sdk-ui, openai-chat, openai-responses, anthropic-messages, google-generative, ollama-chat, or define one with defineProtocol.',
    }),
  );
});
