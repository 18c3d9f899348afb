import { expect, test } from 'vitest';
import { parseCassette } from '../../cassette/parse.ts';
import { formatCassette } from '../../cassette/format.ts';
import { readCassette } from '../../node/cassette-files.ts';
import { transcript } from '../../protocols/transcript.ts';
import { chatCassette } from './chat-cassette.ts';
import { courseOf } from './course.ts';

test('a made-up conversation says what it was made of, with all that was said before', () => {
  const cassette = chatCassette([
    ['Hi', ['Hel', 'lo']],
    ['Bye', 'Good bye'],
  ]);
  expect(transcript(cassette).turns).toMatchObject([
    { role: 'user', text: 'Hi' },
    { role: 'assistant', text: 'Hello', finish: 'stop' },
    { role: 'user', text: 'Bye' },
    { role: 'assistant', text: 'Good bye', finish: 'stop' },
  ]);
  expect(courseOf(cassette)).toMatchObject([
    { text: 'Hi', responses: [{ textEvents: 2 }] },
    { text: 'Bye', responses: [{ textEvents: 1 }] },
  ]);
  expect(parseCassette(formatCassette(cassette), { file: 'made up' })).toEqual(cassette);
});

test('a made-up conversation is asked for where it is said', () => {
  const url = 'https://api.example.com/v1/chat/completions';
  const { file, interactions } = chatCassette([['Hi', 'Hello']], { url, name: 'mine' });
  expect([file, interactions[0]!.request.url]).toEqual(['mine', url]);
});

test('a question takes one response more for each round of tool calls', () => {
  const [question, ...others] = courseOf(readCassette('cassettes/groq/tool_streaming.yaml'));
  expect(others).toEqual([]);
  expect(question!.text).toBe("What's the weather in Florence,Italy?");
  const calls = question!.responses.map(({ turn }) => turn.toolCalls.map(({ name }) => name));
  expect(calls).toEqual([['weather'], []]);
  expect(question!.responses.every(({ textEvents }) => textEvents > 1)).toBe(true);
});

test.each([
  ['openai-chat/refused-with-429', 'interaction 0 is a refusal, 429'],
  ['openai-chat/plain-json', 'interaction 0 asks for no stream'],
])('refuses %s, through which no UI can be led to an answer', (name, why) => {
  const cassette = readCassette(`cassettes/handmade/${name}.yaml`);
  expect(() => courseOf(cassette)).toThrow(
    `${why}. Choose a cassette that streams and ends with an answer.`,
  );
});

test('refuses a conversation that ends in a tool call', () => {
  const { interactions, ...cassette } = readCassette('cassettes/groq/tool_streaming.yaml');
  const cut = { ...cassette, interactions: interactions.slice(0, 1) };
  expect(() => courseOf(cut)).toThrow('it ends in a tool call, whose result nobody has recorded');
});
