import { expect, test } from 'vitest';
import { readCassette } from '../../node/cassette-files.ts';
import { cassette, chunk, interaction, recorded, streamOf, user } from '../../test/samples.ts';
import { describeCassette } from './describe-cassette.ts';

test('each interaction has the turns that it adds, a call with its later result', () => {
  const { file, interactions } = describeCassette(
    readCassette('cassettes/groq/tool_streaming.yaml'),
  );
  expect(file).toBe('cassettes/groq/tool_streaming.yaml');
  const [first, second] = interactions;
  expect(first).toMatchObject({
    number: 1,
    method: 'POST',
    status: 200,
    protocol: 'openai-chat',
    model: 'moonshotai/kimi-k2-instruct-0905',
    turns: [
      { role: 'user' },
      { role: 'assistant', toolCalls: [{ name: 'weather', result: '40 C' }], finish: 'tool_calls' },
    ],
  });
  expect(second!.turns).toMatchObject([{ role: 'assistant', interactionIndex: 1 }]);
  expect(first).not.toHaveProperty('events');
});

test('a refusal has its message, and the question stands beside it', () => {
  const [refused] = describeCassette(
    readCassette('cassettes/handmade/openai-chat/refused-with-429.yaml'),
  ).interactions;
  expect(refused).toMatchObject({
    status: 429,
    turns: [{ role: 'user', text: 'Say hello' }],
    error: 'Rate limit reached. Please try again in 1s.',
  });
});

test('a side call has neither protocol nor turns, and its events have no part', () => {
  const { request, response, id } = interaction([], '');
  const models = {
    id,
    request: { ...request, method: 'GET', url: 'https://api.example.com/v1/models', body: '' },
    response: { ...response, headers: {}, body: '{"data":[]}' },
  };
  const [described] = describeCassette(cassette(models), { events: true }).interactions;
  expect(described).toMatchObject({ turns: [], events: [{ number: 1, bytes: 11, parts: [] }] });
  expect(described).not.toHaveProperty('protocol');
});

test('events have a number, time, size, type and meaning', () => {
  const body = `${streamOf(chunk({ content: '°' }, { object: 'chunk' }), '[DONE]')}event: end\ndata: {`;
  const { response, ...rest } = interaction([user('Hi')], body);
  const [described] = describeCassette(
    cassette({ ...rest, response: { ...response, event_times: [5, 9] } }),
    { events: true },
  ).interactions;
  expect(described!.events).toEqual([
    {
      number: 1,
      ms: 5,
      bytes: 96,
      type: 'chunk',
      parts: [{ type: 'text', text: '°' }],
      says: 'text "°"',
    },
    { number: 2, ms: 9, bytes: 14, parts: [], says: '[DONE]' },
    { number: 3, bytes: 18, type: 'end', parts: [], says: 'no part', incomplete: true },
  ]);
});

test.each(recorded)('%s is described as JSON', (_name, each) => {
  const described = describeCassette(each, { events: true });
  expect(JSON.parse(JSON.stringify(described))).toEqual(described);
  expect(described.interactions.every(({ turns }) => turns.length > 0)).toBe(true);
});
