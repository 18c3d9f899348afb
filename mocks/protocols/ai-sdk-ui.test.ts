import { expect, test } from 'vitest';
import { streamOf } from '../test/samples.ts';
import { sse } from '../wire/sse.ts';
import { aiSdkUi } from './ai-sdk-ui.ts';
import type { Part } from './part.ts';
import { protocolOf } from './protocols.ts';
import { foldParts, isToolTurn } from './turn.ts';

const parts = (...chunks: unknown[]): Part[] =>
  sse.split(streamOf(...chunks)).flatMap(aiSdkUi.createReader());
const turn = (...chunks: unknown[]) => foldParts(parts(...chunks));

const step = { type: 'start-step' };
const text = (delta: string, id = '0') => ({ type: 'text-delta', id, delta });
const thought = (delta: string, id = '0') => ({ type: 'reasoning-delta', id, delta });
const tool = (kind: string, toolCallId: string, rest: object = {}) => ({
  type: `tool-${kind}`,
  toolCallId,
  ...rest,
});
const opened = (id: string, name = 'add') => tool('input-start', id, { toolName: name });
const input = (id: string, inputTextDelta: string) => tool('input-delta', id, { inputTextDelta });
const available = (id: string, value: unknown, name = 'add') =>
  tool('input-available', id, { toolName: name, input: value });

test('joins text deltas, blank ones too, and the blocks of one step', () => {
  const read = turn(
    step,
    { type: 'text-start', id: '0' },
    text('a'),
    text(' '),
    { type: 'text-end', id: '0' },
    { type: 'text-start', id: '1' },
    text('b', '1'),
  );
  expect(read.text).toBe('a b');
});

test('separates the texts of two steps by an empty line', () => {
  expect(turn(step, step, text('a'), step, step, text('b'), text('c')).text).toBe('a\n\nbc');
});

test('separates blocks of reasoning by an empty line', () => {
  const start = { type: 'reasoning-start', id: '0' };
  const read = turn(step, start, thought('a'), thought('b'), start, step, start, thought('c'));
  expect(read).toMatchObject({ reasoning: 'ab\n\nc', text: '' });
});

test('reads the input of each call by delta, and not again when it is complete', () => {
  const read = parts(
    opened('x'),
    opened('y', 'multiply'),
    input('y', '{"a":'),
    input('x', '{"a":1}'),
    input('y', '2}'),
    available('x', { a: 1 }),
    available('y', { a: 2 }, 'multiply'),
  );
  expect(read.map(({ type }) => type)).toEqual([
    'tool-call',
    'tool-call',
    'tool-arguments',
    'tool-arguments',
    'tool-arguments',
  ]);
  const { toolCalls } = foldParts(read);
  expect(toolCalls).toEqual([
    { id: 'x', name: 'add', argumentsText: '{"a":1}', arguments: { a: 1 } },
    { id: 'y', name: 'multiply', argumentsText: '{"a":2}', arguments: { a: 2 } },
  ]);
  expect(isToolTurn({ toolCalls })).toBe(true);
});

test('reads an input that was not streamed as JSON', () => {
  expect(turn(available('x', { a: 1 })).toolCalls).toEqual([
    { id: 'x', name: 'add', argumentsText: '{"a":1}', arguments: { a: 1 } },
  ]);
  expect(turn(opened('x'), available('x', 'text')).toolCalls[0]?.arguments).toBe('text');
  expect(parts(available('x', undefined)).map(({ type }) => type)).toEqual(['tool-call']);
});

test('reads an output as the result of a tool that the server ran', () => {
  const read = turn(
    available('x', {}),
    tool('output-available', 'x', { output: '4', preliminary: true }),
    tool('output-available', 'x', { output: '5' }),
    available('y', {}),
    tool('output-available', 'y', { output: { sum: 6 } }),
    available('z', {}),
    tool('output-available', 'z'),
  );
  expect(read.toolCalls.map(({ result, providerExecuted }) => [result, providerExecuted])).toEqual([
    ['5', true],
    ['{"sum":6}', true],
    ['', true],
  ]);
  expect(isToolTurn(read)).toBe(false);
});

test('reads the error of an output as the result', () => {
  const read = turn(available('x', {}), tool('output-error', 'x', { errorText: 'Down' }));
  expect(read.toolCalls[0]).toMatchObject({ result: 'Down', providerExecuted: true });
  expect(read.error).toBeUndefined();
});

test('reads the error of an input as the result', () => {
  const bad = tool('input-error', 'x', { toolName: 'add', input: '{"a', errorText: 'Bad input' });
  expect(turn(bad).toolCalls).toEqual([
    {
      id: 'x',
      name: 'add',
      argumentsText: '"{\\"a"',
      arguments: '{"a',
      result: 'Bad input',
      providerExecuted: true,
    },
  ]);
  const streamed = turn(opened('x'), input('x', '{"a'), bad).toolCalls[0];
  expect(streamed).toMatchObject({ argumentsText: '{"a', result: 'Bad input' });
});

test('expects no result for a call that the user denied', () => {
  const read = turn(available('x', {}), tool('output-denied', 'x'));
  expect(read.toolCalls).toEqual([
    { id: 'x', name: 'add', argumentsText: '{}', arguments: {}, providerExecuted: true },
  ]);
});

test('leaves a call that needs approval to the app', () => {
  const approval = tool('approval-request', 'x', { approvalId: 'a' });
  expect(isToolTurn(turn(available('x', {}), approval))).toBe(true);
});

test('marks a call that the provider runs when it begins', () => {
  const [first] = parts(tool('input-start', 'x', { toolName: 'search', providerExecuted: true }));
  expect(first).toEqual({
    type: 'tool-call',
    index: 0,
    id: 'x',
    name: 'search',
    providerExecuted: true,
  });
});

test('ignores outputs of calls of earlier responses', () => {
  const outputs = ['output-available', 'output-error', 'output-denied'];
  expect(parts(...outputs.map((kind) => tool(kind, 'old', { output: '5' })))).toEqual([]);
});

test('reads the finish reason and an abort', () => {
  expect(turn({ type: 'finish', finishReason: 'length' }).finish).toBe('length');
  expect(turn({ type: 'finish' }).finish).toBeUndefined();
  expect(turn({ type: 'abort', reason: 'stopped' }).finish).toBe('abort');
});

test('reads usage from metadata, and prefers the total to that of a step', () => {
  const totalUsage = { totalTokens: 9 };
  const usage = { totalTokens: 5 };
  for (const type of ['start', 'message-metadata', 'finish']) {
    expect(turn({ type, messageMetadata: { usage } }).usage, type).toEqual(usage);
  }
  const both = { type: 'finish', messageMetadata: { usage, totalUsage } };
  expect(turn(both).usage).toEqual(totalUsage);
  expect(turn(both, { type: 'finish', messageMetadata: { usage: 5 } }).usage).toEqual(totalUsage);
});

test('keeps the text before an error', () => {
  const read = turn(text('half'), { type: 'error', errorText: 'Overloaded' });
  expect(read).toMatchObject({ text: 'half', error: 'Overloaded' });
});

test('ignores sources, files, data and unknown chunks', () => {
  const types = ['source-url', 'source-document', 'file', 'data-weather', 'finish-step', 'new'];
  expect(parts(...types.map((type) => ({ type, delta: 'a', data: {} })), '[DONE]')).toEqual([]);
});

test('ignores a truncated chunk', () => {
  const cut = sse.split(streamOf(text('a')).trimEnd());
  expect(cut.flatMap(aiSdkUi.createReader())).toEqual([]);
});

test('reads on after invalid chunks', () => {
  const read = turn(
    { type: 5 },
    text(undefined as unknown as string),
    { type: 'text-delta', delta: {} },
    { type: 'tool-input-delta', toolCallId: 5, inputTextDelta: 5 },
    { type: 'finish', messageMetadata: null },
    '{"type":',
    text('on'),
  );
  expect(read).toMatchObject({ text: 'on', error: 'An event is not a JSON object: {"type":' });
});

test('reads JSON instead of a stream as an error', () => {
  const message = (body: unknown) => aiSdkUi.readJson(body)[0];
  expect(message({ error: 'Broken' })).toEqual({ type: 'error', message: 'Broken' });
  expect(message({ error: { message: 'Broken' } })).toEqual({ type: 'error', message: 'Broken' });
  expect(message(undefined)).toMatchObject({ message: 'The response is not a UI message stream' });
});

const part = (value: string) => ({ type: 'text', text: value });
const user = { id: 'u', role: 'user', parts: [part('Add')] };
const assistant = (...content: object[]) => ({ id: 'a', role: 'assistant', parts: content });
const read = (...messages: object[]) => aiSdkUi.readRequest({ id: 'chat', messages });

test('reads a request as one for a stream, without tools', () => {
  expect(read(user)).toEqual({
    messages: [{ role: 'user', text: 'Add' }],
    stream: true,
    tools: [],
  });
  expect(aiSdkUi.readRequest({ messages: [user], model: 'm' })?.model).toBe('m');
});

test('reads a request with the last message alone', () => {
  expect(aiSdkUi.readRequest({ id: 'chat', message: user })).toEqual(read(user));
});

test('reads user text, names files, and leaves out data and system messages', () => {
  const content = [part('Look '), { type: 'data-note', data: 1 }, part('here'), { type: 'file' }];
  expect(
    read({ role: 'system', parts: [part('Brief')] }, { role: 'user', parts: content })?.messages,
  ).toEqual([{ role: 'user', text: 'Look here[file]' }]);
});

test('reads an assistant message as its text by steps and its calls', () => {
  const begin = { type: 'step-start' };
  const done = { state: 'output-available', input: { a: 2 } };
  const messages = read(
    user,
    assistant(
      begin,
      { type: 'reasoning', text: 'hm' },
      part('One'),
      { type: 'tool-add', toolCallId: 'x', ...done, output: '5' },
      { type: 'dynamic-tool', toolName: 'sum', toolCallId: 'y', ...done, output: { n: 6 } },
      begin,
      part('Two'),
      { type: 'tool-add', toolCallId: 'z', state: 'output-error', rawInput: '{', errorText: 'Bad' },
      { type: 'tool-add', state: 'output-denied', input: {} },
      { type: 'tool-find', state: 'input-available', input: {}, providerExecuted: true },
      { type: 'tool-now', state: 'output-available' },
    ),
  )?.messages;
  expect(messages?.[1]).toEqual({
    role: 'assistant',
    text: 'One\n\nTwo',
    toolCalls: [
      { id: 'x', name: 'add', argumentsText: '{"a":2}', result: '5' },
      { id: 'y', name: 'sum', argumentsText: '{"a":2}', result: '{"n":6}' },
      { id: 'z', name: 'add', argumentsText: '"{"', result: 'Bad' },
      { name: 'add', argumentsText: '{}', providerExecuted: true },
      { name: 'find', argumentsText: '{}', providerExecuted: true },
      { name: 'now', argumentsText: '', result: '' },
    ],
  });
});

test('rejects bodies without UI messages', () => {
  const bodies = [undefined, null, 5, [], {}, { messages: [] }, { message: { role: 'user' } }];
  for (const body of [...bodies, { messages: [{ role: 'user', content: 'Hi' }] }]) {
    expect(aiSdkUi.readRequest(body)).toBeUndefined();
  }
});

const detect = (body: unknown, headers: Record<string, string[]> = {}, path = '/api/chat') =>
  protocolOf({
    request: {
      method: 'POST',
      url: `https://chat.example.com${path}`,
      headers: {},
      body: JSON.stringify(body),
    },
    response: { code: 200, headers, body: '' },
  })?.name;

test('is detected by a response header, in any case and at any path', () => {
  expect(detect({}, { 'X-Vercel-AI-UI-Message-Stream': ['v1'] }, '/ask')).toBe('ai-sdk-ui');
  expect(detect({}, { 'x-vercel-ai-ui-message-stream': ['v1'] })).toBe('ai-sdk-ui');
});

test('is detected by messages with parts and without content, at any path', () => {
  expect(detect({ messages: [user] })).toBe('ai-sdk-ui');
  expect(detect({ message: user }, {}, '/v1/chat/completions')).toBe('ai-sdk-ui');
  expect(detect({ messages: [{ ...user, content: 'Add' }] })).not.toBe('ai-sdk-ui');
  expect(detect({ messages: [user, { role: 'user', content: 'Hi' }] })).not.toBe('ai-sdk-ui');
  expect(detect({ messages: [] })).not.toBe('ai-sdk-ui');
  for (const other of ['Hi', { text: 'Hi' }]) {
    expect(detect({ messages: [{ role: 'user', parts: [other] }] })).not.toBe('ai-sdk-ui');
  }
});
