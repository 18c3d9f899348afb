import { expect, test } from 'vitest';
import type { Cassette } from '../../cassette/cassette.ts';
import { cassetteHandlers } from '../../msw/handlers.ts';
import { errorOf } from '../../test/error-of.ts';
import { chatCassette } from '../chat-cassette.ts';
import { defineProtocol, type ProtocolCode } from '../define-protocol.ts';
import { transcript } from '../transcript.ts';

const code: ProtocolCode = {
  name: 'own',
  createReader: () => () => [],
  readRequest: () => ({ messages: [], tools: [] }),
};

const tokens = defineProtocol({
  name: 'tokens',
  text: { when: { type: 'token' }, path: 'token' },
  done: { when: { type: 'end' } },
});

const cassette = chatCassette([['Hi', ['Hel', 'lo']]], { protocol: tokens, name: 'chat.yaml' });

test.each([
  [
    'a path that finds nothing',
    { text: 'tokens' },
    'no event has text at "tokens". The events have type, token. Did you mean "token"?',
  ],
  [
    'a path that finds nothing, beside one that does',
    { text: 'delta.token', done: { when: { type: 'end' } } },
    'no event has text at "delta.token". The events have type, token. Did you mean "token"?',
  ],
  [
    'conditions that no event meets',
    { text: { when: { type: 'text' }, path: 'token' } },
    'no event has text at "token" where type is "text". The events have type ("token", "end"), token.',
  ],
  [
    'events of a name that none has',
    { text: { event: 'token', path: 'token' } },
    'no event has text at "token" where the event is "token". The events have type, token.',
  ],
  [
    'a request without the messages',
    { text: 'token', messages: 'message' },
    'no request has what the user says at "message". The request has messages. Did you mean "messages"?',
  ],
])('refuses recordings with %s', (_name, declared, reason) => {
  const protocol = defineProtocol({ name: 'own', ...declared });
  const message = `Cannot read chat.yaml, interaction 1 as own: ${reason}`;
  for (const use of [
    () => cassetteHandlers(cassette, { protocol }),
    () => transcript(cassette, { protocol }),
  ]) {
    const error = errorOf(use);
    expect([error.code, error.message]).toEqual(['bad-cassette', message]);
  }
});

/** Makes a cassette whose requests have these messages. */
function withMessages(...messages: readonly object[]): Cassette {
  const [chat] = cassette.interactions;
  const request = { ...chat!.request, body: JSON.stringify({ messages }) };
  return { ...cassette, interactions: [{ ...chat!, request }] };
}

test.each([
  ['another word for the user', [{ role: 'customer', content: 'Hi' }], 'The roles are "customer"'],
  [
    'the assistant alone',
    [
      { role: 'System', content: 'Be brief' },
      { role: 'assistant', content: 'Hi' },
    ],
    'The roles are "System", "assistant"',
  ],
  ['no roles', [{ sender: 'me', content: 'Hi' }], 'They have no "role"'],
])('refuses recordings whose messages have %s', (_name, messages, found) => {
  const load = () => transcript(withMessages(...messages), { protocol: tokens });
  expect(errorOf(load).message).toBe(
    `Cannot read chat.yaml, interaction 1 as tokens: no message at "messages" has the role "user" or "human". ${found}. Read such requests by code, with readRequest.`,
  );
});

test('refuses recordings in which code finds nothing', () => {
  const protocol = defineProtocol(code);
  expect(errorOf(() => transcript(cassette, { protocol })).message).toBe(
    'Cannot read chat.yaml, interaction 1 as own: its reader found no part. The events have type, token.',
  );
});

test('refuses recordings whose requests code does not read, and says what it threw', () => {
  const read = (readRequest: ProtocolCode['readRequest']) =>
    errorOf(() => transcript(cassette, { protocol: defineProtocol({ ...code, readRequest }) }));
  const place = 'Cannot read chat.yaml, interaction 1 as own';
  expect(read(() => undefined).message).toBe(
    `${place}: readRequest returned undefined for every request. The request has messages.`,
  );
  const throws = () => {
    throw new TypeError('input is not there');
  };
  expect(read(throws).message).toBe(
    `${place}: readRequest threw: TypeError: input is not there. The request has messages.`,
  );
});

const PARTS = 'text, reasoning, tool-call, tool-arguments, tool-result, finish, usage, error';
const CONVERSATION =
  "expected { messages: [{ role: 'user', text }, { role: 'assistant', text, toolCalls }], tools }, or undefined, from readRequest";
const broken = () => {
  throw new TypeError('not today');
};

test.each<[string, object, string]>([
  [
    'parts of other types',
    { createReader: () => () => [{ type: 'txt' }] },
    `Invalid part of own: expected one of type ${PARTS}, from createReader, got {"type":"txt"}.`,
  ],
  [
    'a part instead of a list',
    { createReader: () => () => ({ type: 'text', text: 'Hi' }) },
    'Invalid answer of own: expected a list of parts, from createReader, got {"type":"text","text":"Hi"}.',
  ],
  [
    'no reader',
    { createReader: () => {} },
    'Invalid reader of own: expected a function, from createReader, got undefined.',
  ],
  [
    'an error instead of a reader',
    { createReader: broken },
    'Cannot create a reader of own: createReader threw: TypeError: not today.',
  ],
  [
    'a conversation without messages',
    { readRequest: () => ({ tools: [] }) },
    `Invalid conversation of own: ${CONVERSATION}, got {"tools":[]}.`,
  ],
  [
    'messages of other roles',
    { readRequest: () => ({ messages: [{ role: 'me', text: 'Hi' }], tools: [] }) },
    `Invalid conversation of own: ${CONVERSATION}, got {"messages":[{"role":"me","text":"Hi"}],"tools":[]}.`,
  ],
])('refuses code that returns %s', (_name, functions, message) => {
  const protocol = defineProtocol({ ...code, ...functions });
  const error = errorOf(() => transcript(cassette, { protocol }));
  expect([error.code, error.message]).toEqual(['bad-option', message]);
  // Altered events may be read in another way than those that were checked.
  expect(() => protocol.createReader()({ raw: '', data: '{}' })).not.toThrow();
  expect(() => protocol.readJson({})).not.toThrow();
  expect(() => protocol.readRequest({}, 'http://localhost/')).not.toThrow();
});

test('refuses code that returns parts of other types for a document', () => {
  const createReader = () => () => [{ type: 'txt' }] as never;
  const protocol = defineProtocol({ ...code, createReader });
  const [chat] = cassette.interactions;
  const response = { code: 200, headers: { 'Content-Type': ['application/json'] }, body: '{}' };
  const whole = { ...cassette, interactions: [{ ...chat!, response }] };
  expect(errorOf(() => transcript(whole, { protocol })).message).toContain('Invalid part of own');
});

test('takes a reader that returns nothing for one that finds no part', () => {
  const protocol = defineProtocol({ ...code, createReader: (() => () => {}) as never });
  expect(protocol.createReader()({ raw: '', data: '{}' })).toEqual([]);
  expect(errorOf(() => transcript(cassette, { protocol })).message).toContain('found no part');
});

test('refuses the second of two recordings if its events do not fit the protocol', () => {
  const protocol = defineProtocol({ name: 'own', text: { when: { kind: 'text' }, path: 'say' } });
  const other = chatCassette([['Hi', 'Hello']], { protocol, name: 'other.yaml' });
  const load = () => cassetteHandlers([cassette, other], { protocol: tokens });
  expect(errorOf(load).message).toBe(
    'Cannot read other.yaml, interaction 1 as tokens: no event has text at "token" where type is "token". The events have kind, say.',
  );
});

test('refuses the second of two recordings if its requests do not fit', () => {
  const protocol = defineProtocol({ name: 'own', text: 'token', question: 'ask' });
  const other = chatCassette([['Hi', 'Hello']], { protocol, name: 'other.yaml' });
  const load = () => cassetteHandlers([cassette, other], { protocol: tokens });
  expect(errorOf(load).message).toBe(
    'Cannot read other.yaml, interaction 1 as tokens: no request has what the user says at "messages". The request has ask.',
  );
});

test('takes a recording of side calls beside that of the chat', () => {
  const [chat] = cassette.interactions;
  const request = { ...chat!.request, body: '{"input":"Hi"}' };
  const response = { code: 200, headers: {}, body: '{"embedding":[]}' };
  const embeddings: Cassette = { version: 2, interactions: [{ id: 0, request, response }] };
  const load = () => cassetteHandlers([cassette, embeddings], { protocol: tokens });
  expect(load).not.toThrow();
});

test('accepts recordings that lack optional parts, and requests beside the chat', () => {
  const protocol = defineProtocol({
    name: 'own',
    text: { when: { type: 'token' }, path: 'token' },
    reasoning: 'thought',
    error: 'error',
  });
  const [chat] = cassette.interactions;
  const models = { ...chat!.request, method: 'GET', url: 'http://localhost/models', body: '' };
  const title = { ...chat!.request, url: 'http://localhost/title', body: '{"of":1}' };
  const beside = { code: 200, headers: {}, body: '{"data":[]}' };
  const whole: Cassette = {
    version: 2,
    interactions: [
      { id: 0, request: models, response: beside },
      { id: 1, request: title, response: beside },
      chat!,
      { ...chat!, response: { ...chat!.response, code: 500 } },
    ],
  };
  expect(transcript(whole, { protocol }).turns.map(({ text }) => text)).toEqual(['Hi', 'Hello']);
});
