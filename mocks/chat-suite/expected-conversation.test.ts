import { expect, test } from 'vitest';
import { parseCassette } from '../cassette/parse.ts';
import { formatCassette } from '../cassette/format.ts';
import { readCassette } from '../node/cassette-files.ts';
import { transcript } from '../protocols/transcript.ts';
import { chatCassette } from '../cassette/chat-cassette.ts';
import { expectedConversation, openingOf } from './expected-conversation.ts';

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
  expect(expectedConversation(cassette)).toMatchObject([
    { text: 'Hi', responses: [{ firstWords: 1 }] },
    { text: 'Bye', responses: [{ firstWords: undefined }] },
  ]);
  expect(parseCassette(formatCassette(cassette), { file: 'synthetic' })).toEqual(cassette);
});

test.each<[what: string, pieces: string[], firstWords: number | undefined]>([
  ['words after words', ['Hel', 'lo'], 1],
  ['words after a mark', ['**', 'Hel', 'lo'], 2],
  ['words after half a link', ['[a', '](b) is', ' it'], 2],
  ['no words', ['👍', '🎉'], undefined],
  ['a full stop', ['Hello', '.'], undefined],
  ['the rest of a link', ['See', ' it', ' [now](https', '://a.example)'], 1],
  ['the address alone', ['[See](', 'https://a.example)'], undefined],
])('first words are those that words follow: %s', (_what, pieces, firstWords) => {
  const [question] = expectedConversation(chatCassette([['Hi', pieces]]));
  expect(question!.responses[0]!.firstWords).toBe(firstWords);
});

test('a made-up conversation is asked for where it is said', () => {
  const url = 'https://api.example.com/v1/chat/completions';
  const { file, interactions } = chatCassette([['Hi', 'Hello']], { url, name: 'mine' });
  expect([file, interactions[0]!.request.url]).toEqual(['mine', url]);
});

test('a question takes one response more for each round of tool calls', () => {
  const [question, ...others] = expectedConversation(
    readCassette('cassettes/groq/tool_streaming.yaml'),
  );
  expect(others).toEqual([]);
  expect(question!.text).toBe("What's the weather in Florence,Italy?");
  const calls = question!.responses.map(({ turn }) => turn.toolCalls.map(({ name }) => name));
  expect(calls).toEqual([['weather'], []]);
  expect(question!.responses.every(({ firstWords = 0 }) => firstWords > 0)).toBe(true);
});

test.each([
  ['openai-chat/refused-with-429', 'interaction 1 is a refusal, 429'],
  ['openai-chat/plain-json', 'interaction 1 asks for no stream'],
])('refuses %s, through which no UI can be led to an answer', (name, why) => {
  const cassette = readCassette(`cassettes/handmade/${name}.yaml`);
  expect(() => expectedConversation(cassette)).toThrow(
    `${why}. Choose a cassette that streams and ends with an answer.`,
  );
});

test('refuses an empty cassette', () => {
  const said =
    'Cannot lead a chat UI through synthetic: it is empty. Choose a cassette that streams';
  expect(() => openingOf(chatCassette([]))).toThrow(said);
});

test('refuses a conversation that ends in a tool call', () => {
  const { interactions, ...cassette } = readCassette('cassettes/groq/tool_streaming.yaml');
  const cut = { ...cassette, interactions: interactions.slice(0, 1) };
  expect(() => expectedConversation(cut)).toThrow(
    'it ends in a tool call, whose result nobody has recorded',
  );
});
