import { expect, test } from 'vitest';
import { cassetteHandlers } from '../msw/handlers.ts';
import { errorOf } from '../test/error-of.ts';
import { chatCassette } from './chat-cassette.ts';
import { defineProtocol, type ProtocolCode } from './define-protocol.ts';

const call = { name: 'tool.name' };
const code: ProtocolCode = {
  name: 'own',
  createReader: () => () => [],
  readRequest: () => ({ messages: [], tools: [] }),
};

test.each([
  ['nothing', undefined, 'Invalid protocol: expected { name, text, … }, got undefined.'],
  ['no name', { text: 'a' }, 'Invalid name: expected the name of the protocol, got undefined.'],
  [
    'the name of a built-in protocol',
    { name: 'openai-chat', text: 'a' },
    'Invalid name: expected a name that no built-in protocol has, got "openai-chat".',
  ],
  [
    'no text',
    { name: 'own', done: 'end' },
    `Invalid protocol: expected text: where an event holds text, a path such as 'delta.text' or 'choices[0].text'; or createReader, got {"name":"own","done":"end"}.`,
  ],
  [
    'a misspelt key',
    { name: 'own', texts: 'a' },
    'Unknown key of a protocol "texts". Did you mean "text"? Valid names: name, text, reasoning, toolCall, toolArguments, toolResult, done, usage, error, messages, question, mediaType, paths.',
  ],
  [
    'a misspelt key of a rule',
    { name: 'own', text: { pth: 'a' } },
    'Unknown key of text "pth". Did you mean "path"? Valid names: path, when, event, data.',
  ],
  [
    'a path in another notation',
    { name: 'own', text: '$..text' },
    `Invalid text: expected a path such as 'delta.text' or 'choices[0].text', got "$..text".`,
  ],
  [
    'a number for a path',
    { name: 'own', text: 'a', done: 1 },
    `Invalid done: expected a path such as 'delta.text' or 'choices[0].text', or an object, got 1.`,
  ],
  [
    'conditions alone, for a value',
    { name: 'own', text: { when: { type: 'a' } } },
    `Invalid path of text: expected a path such as 'delta.text' or 'choices[0].text', got undefined.`,
  ],
  [
    'an end in every event',
    { name: 'own', text: 'a', done: {} },
    `Invalid path of done: expected a path such as 'delta.text' or 'choices[0].text', got undefined.`,
  ],
  [
    'conditions that no JSON value meets',
    { name: 'own', text: { path: 'a', when: { type: { is: 'b' } } } },
    'Invalid when.type: expected a string, a number, true, false, null, or a list of them, got {"is":"b"}.',
  ],
  [
    'conditions without a value',
    { name: 'own', text: { path: 'a', when: { type: undefined } } },
    'Invalid when.type: expected a string, a number, true, false, null, or a list of them, got undefined.',
  ],
  [
    'a call without a name',
    { name: 'own', text: 'a', toolCall: { id: 'id' } },
    `Invalid name of toolCall: expected a path such as 'delta.text' or 'choices[0].text', got undefined.`,
  ],
  [
    'results without calls',
    { name: 'own', text: 'a', toolResult: 'result' },
    'Invalid toolResult: expected an object of paths, got "result".',
  ],
  [
    'fragments without calls',
    { name: 'own', text: 'a', toolArguments: { path: 'args' } },
    'Invalid toolCall: expected an object of paths beside toolArguments or toolResult, got undefined.',
  ],
  [
    'arguments in two places',
    { name: 'own', text: 'a', toolCall: { ...call, arguments: 'b' }, toolArguments: { path: 'c' } },
    'Invalid arguments of toolCall: expected none, since toolArguments is given, got "b".',
  ],
  [
    'results of the back end for tools of the app',
    {
      name: 'own',
      text: 'a',
      toolCall: { ...call, providerExecuted: false },
      toolResult: { path: 'c' },
    },
    'Invalid providerExecuted: expected true, since toolResult says that the back end runs the tools, got false.',
  ],
  [
    'messages and a question',
    { name: 'own', text: 'a', messages: 'b', question: 'c' },
    'Invalid question: expected none, since messages is given, got "c".',
  ],
  [
    'a media type without events',
    { name: 'own', text: 'a', mediaType: 'text/plain' },
    `Invalid mediaType: expected 'text/event-stream', 'application/x-ndjson' or 'application/jsonl', got "text/plain".`,
  ],
  [
    'paths as text',
    { name: 'own', text: 'a', paths: ['/api'] },
    'Invalid paths: expected a list of regular expressions, such as [/\\/api\\/chat$/], got ["/api"].',
  ],
  [
    'two rules for the same events',
    { name: 'own', text: 'content', reasoning: 'content' },
    'Invalid protocol: the events of "reasoning" are also read as text (sample event: {"content":"a"}). Add "when" or "event" to one of the rules.',
  ],
  [
    'code without a reader of requests',
    { name: 'own', createReader: code.createReader },
    'Invalid readRequest: expected a function, got undefined.',
  ],
  [
    'code and a declaration',
    { ...code, text: 'a' },
    'Unknown key of a protocol "text". Valid names: name, paths, createReader, readJson, readRequest, errorEvent, writer.',
  ],
  [
    'a writer without methods',
    { ...code, writer: {} },
    'Invalid writer: expected an object with url, writeRequest, writeContent, writeError, got {}.',
  ],
])('refuses %s', (_name, definition, message) => {
  const { code: errorCode, message: given } = errorOf(() => defineProtocol(definition as never));
  expect([errorCode, given]).toEqual(['bad-option', message]);
});

const tokens = defineProtocol({
  name: 'tokens',
  text: { when: { type: 'token' }, path: 'token' },
  done: { when: { type: 'end' } },
});

test.each([
  [
    'usage that it does not declare',
    { text: 'Hi', usage: { input: 1, output: 2 } },
    'Invalid answer: expected only what the protocol tokens declares, which has no usage, got "usage".',
  ],
  [
    'a call that it does not declare',
    { toolCalls: [{ name: 'add', arguments: {} }] },
    'Invalid answer: expected only what the protocol tokens declares, which has no toolCall, got "toolCall".',
  ],
  [
    'a finish reason without a place',
    { text: 'Hi', finish: 'length' },
    'Invalid finish: expected none, since "done" of the protocol tokens has no path, got "length".',
  ],
  [
    'an error that it does not declare',
    { text: 'Hi', error: 'Overloaded' },
    'Invalid error: expected { status, message }, since the protocol has no error events, got "Overloaded".',
  ],
])('refuses to write %s', (_name, answer, message) => {
  const write = () => chatCassette([['Hi', answer]], { protocol: tokens });
  expect(errorOf(write).message).toBe(message);
});

test('refuses to write a call that the back end does not run, and names it', () => {
  const protocol = defineProtocol({
    name: 'own',
    text: 'say',
    toolCall: { name: 'tool' },
    toolResult: { path: 'result' },
  });
  const search = { name: 'search', arguments: '', providerExecuted: true } as const;
  const add = { name: 'add', arguments: '' };
  const write = () => chatCassette([['Hi', { toolCalls: [search, add] }]], { protocol });
  expect(errorOf(write).message).toBe(
    'Invalid providerExecuted of tool call "add": expected true, as the protocol own declares, got false.',
  );
});

test('refuses to generate a URL that is not of the protocol', () => {
  const paths = [/\/api\/support$/];
  const protocol = defineProtocol({ name: 'own', text: 'say', paths });
  const write = (url?: string) =>
    chatCassette([['Hi', 'Hello']], { protocol, ...(url && { url }) });
  expect(errorOf(write).message).toBe(
    'Cannot write requests of own: the default path, /api/chat, is not among the paths of the protocol (/\\/api\\/support$/). Set the option url to their full URL.',
  );
  const url = 'http://localhost/api/support';
  expect(write(url).interactions[0]?.request.url).toBe(url);
});

test('refuses to write by a protocol without a writer', () => {
  const protocol = defineProtocol(code);
  expect(errorOf(() => chatCassette([['Hi', 'Hello']], { protocol })).message).toBe(
    'Invalid protocol: expected one with a writer, got "own".',
  );
});

test('reports an exception in a reader as an error of the answer', () => {
  const reader = () => () => {
    throw new SyntaxError('not JSON');
  };
  const protocol = defineProtocol({ ...code, createReader: reader });
  const message = 'The reader of own threw: SyntaxError: not JSON';
  expect(protocol.createReader()({ raw: '', data: '{' })).toEqual([{ type: 'error', message }]);
  expect(protocol.readJson({})).toEqual([{ type: 'error', message }]);
});

test('says how to define a protocol if an object is not one', () => {
  const options = { protocol: { text: 'a' } as never };
  expect(errorOf(() => cassetteHandlers([], options)).message).toBe(
    'Invalid protocol: expected one of ai-sdk-ui, openai-chat, openai-responses, anthropic-messages, google-generative, ollama-chat, or what defineProtocol returns, got {"text":"a"}.',
  );
});
