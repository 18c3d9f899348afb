import { expect, test } from 'vitest';
import { ndjson } from '../wire/ndjson.ts';
import { ollamaChat } from './ollama-chat.ts';
import type { Part } from './part.ts';
import { foldParts, isToolTurn } from './turn.ts';

const linesOf = (...chunks: unknown[]) =>
  chunks.map((data) => (typeof data === 'string' ? data : JSON.stringify(data)) + '\n').join('');
const parts = (body: string): Part[] => ndjson.split(body).flatMap(ollamaChat.createReader());
const turn = (...chunks: unknown[]) => foldParts(parts(linesOf(...chunks)));
const chunk = (message: object, more: object = {}) => ({
  message: { role: 'assistant', content: '', ...message },
  done: false,
  ...more,
});
const call = (name: string, args?: unknown, more: object = {}) => ({
  function: { name, arguments: args },
  ...more,
});

test('reads content and thinking, blank ones too', () => {
  const read = turn(
    chunk({ thinking: 'Well' }),
    chunk({ thinking: ' then' }),
    chunk({ content: ' a' }),
    chunk({ content: '\n' }),
    chunk({ content: 'b', thinking: '.' }),
  );
  expect(read).toMatchObject({ reasoning: 'Well then.', text: ' a\nb' });
});

test('makes no part of empty content', () => {
  expect(parts(linesOf(chunk({ tool_calls: [call('add', {})] }))).map(({ type }) => type)).toEqual([
    'tool-call',
    'tool-arguments',
  ]);
});

test('indexes calls by their order across lines', () => {
  const read = turn(
    chunk({ tool_calls: [call('add', { a: 1 }), call('add', { a: 2 })] }),
    chunk({ tool_calls: [call('now', undefined, { id: 'call_1' })] }, { done_reason: 'stop' }),
  );
  expect(read.toolCalls).toEqual([
    { name: 'add', argumentsText: '{"a":1}', arguments: { a: 1 } },
    { name: 'add', argumentsText: '{"a":2}', arguments: { a: 2 } },
    { id: 'call_1', name: 'now', argumentsText: '', arguments: {} },
  ]);
  expect(isToolTurn(read)).toBe(true);
});

test('makes no part of absent arguments', () => {
  expect(parts(linesOf(chunk({ tool_calls: [call('now')] })))).toEqual([
    { type: 'tool-call', index: 0, name: 'now' },
  ]);
});

test('reads finish, usage and content of the last line', () => {
  const counts = { prompt_eval_count: 26, eval_count: 9 };
  const read = turn(
    chunk({ content: 'a' }),
    chunk({ content: 'b' }, { done: true, done_reason: 'length', total_duration: 5, ...counts }),
  );
  expect(read).toMatchObject({ text: 'ab', finish: 'length', usage: counts });
  expect(turn(chunk({}, { done: true, eval_count: 1 })).usage).toEqual({ eval_count: 1 });
  expect(turn(chunk({}, { done: true }))).not.toHaveProperty('usage');
});

test('keeps the text before an error line', () => {
  expect(turn(chunk({ content: 'half' }), { error: 'out of memory' })).toMatchObject({
    text: 'half',
    error: 'out of memory',
  });
});

test('reports a line that is not a JSON object and reads on', () => {
  const read = turn(
    chunk({ content: 'a' }),
    '{"message":',
    chunk({ content: 'b' }),
    {},
    {
      message: null,
    },
  );
  expect(read).toMatchObject({ text: 'ab', error: 'An event is not a JSON object: {"message":' });
  expect(turn('5').error).toBe('An event is not a JSON object: 5');
});

test('ignores a truncated line', () => {
  const body = linesOf(chunk({ content: 'a' }), chunk({ content: 'b' })).slice(0, -3);
  expect(foldParts(parts(body))).toEqual({ text: 'a', reasoning: '', toolCalls: [] });
});

test('reads a single document', () => {
  const document = chunk(
    { content: 'Hi', thinking: 'Hm', tool_calls: [call('add', {})] },
    { done: true, done_reason: 'stop', eval_count: 2 },
  );
  expect(foldParts(ollamaChat.readJson(document))).toMatchObject({
    text: 'Hi',
    reasoning: 'Hm',
    toolCalls: [{ name: 'add' }],
    finish: 'stop',
    usage: { eval_count: 2 },
  });
  expect(foldParts(ollamaChat.readJson([document])).error).toBe(
    'The response is not a JSON object',
  );
});

const ask = (messages: object[], more: object = {}) =>
  ollamaChat.readRequest({ model: 'qwen3:8b', messages, ...more })!;

test('reads whether a request says that it wants a stream', () => {
  expect(ask([]).stream).toBe(undefined);
  expect(ask([], { stream: true }).stream).toBe(true);
  expect(ask([], { stream: false }).stream).toBe(false);
});

test('sets results by name, or else in order, and leaves out pictures', () => {
  const request = ask(
    [
      { role: 'system', content: 'Be kind' },
      { role: 'user', content: 'Add', images: ['AAAA'] },
      {
        role: 'assistant',
        content: '',
        thinking: 'Hm',
        tool_calls: [call('add', { a: 1 }), call('now', {}), call('roll', { sides: 6 })],
      },
      { role: 'tool', tool_name: 'now', content: 'noon' },
      { role: 'tool', name: 'roll', content: '4' },
      { role: 'tool', content: '1' },
      { role: 'assistant', content: 'Done' },
    ],
    { tools: [{ type: 'function', function: { name: 'add' } }, {}] },
  );
  expect(request).toEqual({
    model: 'qwen3:8b',
    system: 'Be kind',
    tools: ['add'],
    messages: [
      { role: 'user', text: 'Add' },
      {
        role: 'assistant',
        text: '',
        toolCalls: [
          { name: 'add', argumentsText: '{"a":1}', result: '1' },
          { name: 'now', argumentsText: '{}', result: 'noon' },
          { name: 'roll', argumentsText: '{"sides":6}', result: '4' },
        ],
      },
      { role: 'assistant', text: 'Done', toolCalls: [] },
    ],
  });
});

test('sets a result on the call with its id', () => {
  const calls = [call('add', {}, { id: 'x' }), call('add', {}, { id: 'y' })];
  const { messages } = ask([
    { role: 'assistant', tool_calls: calls },
    { role: 'tool', tool_call_id: 'y', tool_name: 'add', content: '2' },
  ]);
  expect(messages).toMatchObject([{ toolCalls: [{ id: 'x' }, { id: 'y', result: '2' }] }]);
});

test('joins consecutive assistant messages', () => {
  const { messages } = ask([
    { role: 'assistant', content: 'a' },
    { role: 'assistant', content: 'b', tool_calls: [call('add', '{"a":1}')] },
    { role: 'assistant', content: '', tool_calls: [call('now')] },
  ]);
  expect(messages).toEqual([
    {
      role: 'assistant',
      text: 'ab',
      toolCalls: [
        { name: 'add', argumentsText: '{"a":1}' },
        { name: 'now', argumentsText: '' },
      ],
    },
  ]);
});

test('rejects bodies that are not a chat request', () => {
  const others = [{ content: [{ type: 'text', text: 'Hi' }] }, { text: 'Hi' }, { parts: ['Hi'] }];
  const messages = others.map((content) => ({ messages: [{ role: 'user', ...content }] }));
  for (const body of [undefined, null, 5, [], {}, { messages: 'hi' }, ...messages]) {
    expect(ollamaChat.readRequest(body)).toBeUndefined();
  }
});
