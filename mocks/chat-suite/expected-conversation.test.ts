import { expect, test } from 'vitest';
import type { Cassette } from '../cassette/cassette.ts';
import { parseCassette } from '../cassette/parse.ts';
import { formatCassette } from '../cassette/format.ts';
import { readCassette } from '../node/cassette-files.ts';
import { transcript } from '../protocols/transcript.ts';
import { chatCassette } from '../protocols/chat-cassette.ts';
import { expectedConversation, openingOf } from './expected-conversation.ts';

test('reads a synthetic conversation back, each question with the history before it', () => {
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
    { text: 'Hi', responses: [{ eventsToFirstText: 2 }] },
    { text: 'Bye', responses: [{ eventsToFirstText: undefined }] },
  ]);
  expect(parseCassette(formatCassette(cassette), { file: cassette.file! })).toEqual(cassette);
});

test.each<[what: string, pieces: string[], eventsToFirstText: number | undefined]>([
  ['text after text', ['Hel', 'lo'], 2],
  ['text after a mark', ['**', 'Hel', 'lo'], 3],
  ['text after half a link', ['[a', '](b) is', ' it'], 3],
  ['no letters', ['👍', '🎉'], undefined],
  ['a full stop', ['Hello', '.'], 2],
  ['no letters after text', ['Hello', ' 🎉'], undefined],
  ['the rest of a link', ['See', ' it', ' [now](https', '://a.example)'], 2],
  ['the address alone', ['[See](', 'https://a.example)'], undefined],
])('counts the events to the first text that more text follows: %s', (_what, pieces, expected) => {
  const [question] = expectedConversation(chatCassette([['Hi', pieces]]));
  expect(question!.responses[0]!.eventsToFirstText).toBe(expected);
});

test('a synthetic conversation has the URL and the name it is given', () => {
  const url = 'https://api.example.com/v1/chat/completions';
  const { file, interactions } = chatCassette([['Hi', 'Hello']], { url, name: 'mine' });
  expect([file, interactions[0]!.request.url]).toEqual(['mine', url]);
});

test('a question expects one more response for each round of tool calls', () => {
  const [question, ...others] = expectedConversation(
    readCassette('cassettes/groq/tool_streaming.yaml'),
  );
  expect(others).toEqual([]);
  expect(question!.text).toBe("What's the weather in Florence,Italy?");
  const calls = question!.responses.map(({ turn }) => turn.toolCalls.map(({ name }) => name));
  expect(calls).toEqual([['weather'], []]);
  expect(question!.responses.every(({ eventsToFirstText = 0 }) => eventsToFirstText > 0)).toBe(
    true,
  );
});

const error = (reason: string) =>
  expect.objectContaining({ code: 'bad-cassette', message: expect.stringContaining(reason) });

test.each([
  ['openai-chat/refused-with-429', 'interaction 1 has status 429'],
  ['openai-chat/plain-json', 'interaction 1 does not stream'],
])('rejects %s, which no UI can play to an answer', (name, reason) => {
  const cassette = readCassette(`cassettes/handmade/${name}.yaml`);
  expect(() => expectedConversation(cassette)).toThrow(error(reason));
});

test('rejects an empty cassette', () => {
  const empty: Cassette = { file: 'mine', version: 2, interactions: [] };
  expect(() => openingOf(empty)).toThrow(error('Cannot play cassette "mine"'));
  expect(() => openingOf(empty)).toThrow(error('no interactions'));
});

test('rejects a conversation that ends in a tool call', () => {
  const { interactions, ...cassette } = readCassette('cassettes/groq/tool_streaming.yaml');
  const cut = { ...cassette, interactions: interactions.slice(0, 1) };
  expect(() => expectedConversation(cut)).toThrow(error('tool call without a result'));
});
