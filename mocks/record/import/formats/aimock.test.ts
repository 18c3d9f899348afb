import { expect, test } from 'vitest';
import { importError, importing } from '../../../test/importing.ts';
import { transcript } from '../../../protocols/transcript.ts';

const importFixtures = (...fixtures: unknown[]) => importing({ fixtures });
const WEATHER = { match: { userMessage: 'How warm is it?' }, response: { content: '21 °C 😀' } };
const documentOf = async (fixture: object) => {
  const { cassette } = await importFixtures(fixture);
  return JSON.parse(cassette.interactions[0]!.response.body as string) as {
    choices: [{ message: Record<string, unknown>; finish_reason: string }];
  };
};

test('makes one JSON document of an answer, and says that it is generated', async () => {
  const { format, cassette, notes } = await importFixtures(WEATHER);
  expect(format).toBe('aimock');
  const [interaction] = cassette.interactions;
  expect(interaction).toMatchObject({
    request: { method: 'POST', url: 'https://api.openai.com/v1/chat/completions' },
    response: { code: 200, headers: { 'Content-Type': ['application/json'] } },
  });
  // Leaves open whether a stream is asked for.
  expect(JSON.parse(interaction!.request.body as string)).toEqual({
    model: 'unknown',
    messages: [{ role: 'user', content: 'How warm is it?' }],
  });
  expect(notes[0]).toContain('each answer is a generated JSON document');
  expect(notes[0]).toContain('its stream was not recorded');
});

test('is read as the conversation that the fixtures describe', async () => {
  const { cassette } = await importFixtures(WEATHER);
  expect(transcript(cassette).turns).toMatchObject([
    { role: 'user', text: 'How warm is it?' },
    { role: 'assistant', text: '21 °C 😀' },
  ]);
});

test('reads tool calls, with arguments as text or as JSON', async () => {
  const toolCalls = [
    { name: 'get_weather', arguments: '{"city": "Rome"}', id: 'call_abc' },
    { name: 'add', arguments: { a: 1 } },
  ];
  const document = await documentOf({ ...WEATHER, response: { toolCalls } });
  expect(document.choices).toEqual([
    {
      index: 0,
      finish_reason: 'tool_calls',
      message: {
        role: 'assistant',
        content: null,
        tool_calls: [
          {
            id: 'call_abc',
            type: 'function',
            function: { name: 'get_weather', arguments: '{"city": "Rome"}' },
          },
          { id: 'call_2', type: 'function', function: { name: 'add', arguments: '{"a":1}' } },
        ],
      },
    },
  ]);
});

test('reads blocks of text and calls', async () => {
  const blocks = [
    { type: 'toolCall', name: 'get_weather', arguments: '{"city": "NYC"}' },
    { type: 'text', text: 'Let me check the ' },
    { type: 'text', text: 'weather.' },
  ];
  const { message } = (await documentOf({ ...WEATHER, response: { blocks } })).choices[0];
  expect(message['content']).toBe('Let me check the weather.');
  expect(message['tool_calls']).toHaveLength(1);
});

test('reads reasoning, the model, and why the model stopped', async () => {
  const match = { ...WEATHER.match, model: 'gpt-4', endpoint: 'chat', turnIndex: 0 };
  const response = { content: { a: 1 }, reasoning: 'Hm.', finishReason: 'length' };
  const document = await documentOf({ match, response });
  expect(document).toMatchObject({ model: 'gpt-4' });
  const [choice] = document.choices;
  expect(choice.finish_reason).toBe('length');
  expect(choice.message).toMatchObject({ content: '{"a":1}', reasoning_content: 'Hm.' });
});

test('reads an error with its status', async () => {
  const response = { error: { message: 'slow down', type: 'rate_limit_error' }, status: 429 };
  const { cassette } = await importFixtures({ ...WEATHER, response });
  expect(cassette.interactions[0]!.response).toMatchObject({
    code: 429,
    body: '{"error":{"message":"slow down","type":"rate_limit_error"}}',
  });
});

test('keeps answers to the same words in their order', async () => {
  const again = { ...WEATHER, match: { ...WEATHER.match, sequenceIndex: 1 } };
  const { cassette } = await importFixtures(
    { ...WEATHER, match: { ...WEATHER.match, sequenceIndex: 0 } },
    { ...again, response: { content: '22 °C' } },
  );
  const bodies = cassette.interactions.map(({ response }) => response.body as string);
  expect(bodies[0]).toContain('21 °C');
  expect(bodies[1]).toContain('22 °C');
});

test('takes the URL that is given', async () => {
  const url = 'https://llm.test/openai/v1/chat/completions';
  const { cassette } = await importing({ fixtures: [WEATHER] }, { url });
  expect(cassette.interactions[0]!.request.url).toBe(url);
});

test.each<[string, unknown, string]>([
  ['a later turn', { ...WEATHER, match: { userMessage: 'Hi', turnIndex: 1 } }, 'later messages'],
  ['a result', { ...WEATHER, match: { userMessage: 'Hi', hasToolResult: true } }, 'later messages'],
  ['a call', { ...WEATHER, match: { toolCallId: 'call_abc' } }, 'later messages'],
  ['embeddings', { match: { inputText: 'a', endpoint: 'embedding' }, response: {} }, '"embedding"'],
  ['anything', { match: {}, response: { content: 'a' } }, 'what the user says'],
  ['nothing', { match: { userMessage: 'Hi' }, response: {} }, 'no text and no tool call'],
  ['AG-UI', { match: { message: 'Hi' }, events: [{ type: 'RUN_STARTED' }] }, 'AG-UI'],
  ['damage', 5, 'what the user says'],
  ['a wrong status', { ...WEATHER, response: { error: {}, status: 9999 } }, 'invalid status 9999'],
])('skips a fixture for %s with the reason', async (_, fixture, reason) => {
  const { cassette, skipped } = await importFixtures(fixture, WEATHER);
  expect(cassette.interactions).toHaveLength(1);
  expect(skipped).toHaveLength(1);
  expect(skipped[0]!.reason).toContain(reason);
});

test('tells where fixtures are truncated', async () => {
  const text = JSON.stringify({ fixtures: [WEATHER] }, null, 2).slice(0, 90);
  const error = await importError(text);
  expect(error).toMatchObject({ code: 'bad-import', line: text.split('\n').length });
});
