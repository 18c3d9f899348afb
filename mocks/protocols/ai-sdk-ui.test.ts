import { expect, test } from 'vitest';
import { streamOf } from '../test/samples.ts';
import { splitEvents } from '../wire/sse.ts';
import { aiSdkUi } from './ai-sdk-ui.ts';
import type { Part } from './part.ts';
import { protocolOf } from './protocols.ts';
import { foldParts, isToolTurn } from './turn.ts';

const parts = (...chunks: unknown[]): Part[] =>
  splitEvents(streamOf(...chunks)).flatMap(aiSdkUi.createReader());
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

test('text comes by delta, blank ones too, and blocks of one step follow one another', () => {
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

test('an empty line stands between the text of two steps, though a step may have none', () => {
  expect(turn(step, step, text('a'), step, step, text('b'), text('c')).text).toBe('a\n\nbc');
});

test('an empty line stands between blocks of reasoning', () => {
  const start = { type: 'reasoning-start', id: '0' };
  const read = turn(step, start, thought('a'), thought('b'), start, step, start, thought('c'));
  expect(read).toMatchObject({ reasoning: 'ab\n\nc', text: '' });
});

test('a call is keyed by its id, and its input comes by delta and is not told again', () => {
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

test('input that was not streamed is told whole, as JSON', () => {
  expect(turn(available('x', { a: 1 })).toolCalls).toEqual([
    { id: 'x', name: 'add', argumentsText: '{"a":1}', arguments: { a: 1 } },
  ]);
  expect(turn(opened('x'), available('x', 'text')).toolCalls[0]?.arguments).toBe('text');
  expect(parts(available('x', undefined)).map(({ type }) => type)).toEqual(['tool-call']);
});

test('an output in the same stream is the result of a tool that the server ran', () => {
  const read = turn(
    available('x', {}),
    tool('output-available', 'x', { output: '4', preliminary: true }),
    tool('output-available', 'x', { output: '5' }),
    available('y', {}),
    tool('output-available', 'y', { output: { sum: 6 } }),
    available('z', {}),
    tool('output-available', 'z'),
  );
  expect(read.toolCalls.map(({ result, server }) => [result, server])).toEqual([
    ['5', true],
    ['{"sum":6}', true],
    ['', true],
  ]);
  expect(isToolTurn(read)).toBe(false);
});

test('an output that failed is the result too', () => {
  const read = turn(available('x', {}), tool('output-error', 'x', { errorText: 'Down' }));
  expect(read.toolCalls[0]).toMatchObject({ result: 'Down', server: true });
  expect(read.error).toBeUndefined();
});

test('input that is none fails the call', () => {
  const bad = tool('input-error', 'x', { toolName: 'add', input: '{"a', errorText: 'Bad input' });
  expect(turn(bad).toolCalls).toEqual([
    {
      id: 'x',
      name: 'add',
      argumentsText: '"{\\"a"',
      arguments: '{"a',
      result: 'Bad input',
      server: true,
    },
  ]);
  const streamed = turn(opened('x'), input('x', '{"a'), bad).toolCalls[0];
  expect(streamed).toMatchObject({ argumentsText: '{"a', result: 'Bad input' });
});

test('a call that the person denied waits for nothing and has no result', () => {
  const read = turn(available('x', {}), tool('output-denied', 'x'));
  expect(read.toolCalls).toEqual([
    { id: 'x', name: 'add', argumentsText: '{}', arguments: {}, server: true },
  ]);
});

test('a call that the person must approve is still the app’s', () => {
  const approval = tool('approval-request', 'x', { approvalId: 'a' });
  expect(isToolTurn(turn(available('x', {}), approval))).toBe(true);
});

test('a call that the model’s provider runs says so when it begins', () => {
  const [part] = parts(tool('input-start', 'x', { toolName: 'search', providerExecuted: true }));
  expect(part).toEqual({ type: 'tool-call', index: 0, id: 'x', name: 'search', server: true });
});

test('the output of a call of an earlier response makes no call here', () => {
  const outputs = ['output-available', 'output-error', 'output-denied'];
  expect(parts(...outputs.map((kind) => tool(kind, 'old', { output: '5' })))).toEqual([]);
});

test('the finish reason is told where there is one, and that the answer was aborted', () => {
  expect(turn({ type: 'finish', finishReason: 'length' }).finish).toBe('length');
  expect(turn({ type: 'finish' }).finish).toBeUndefined();
  expect(turn({ type: 'abort', reason: 'stopped' }).finish).toBe('abort');
});

test('usage is read where metadata carries it; the total goes before that of a step', () => {
  const totalUsage = { totalTokens: 9 };
  const usage = { totalTokens: 5 };
  for (const type of ['start', 'message-metadata', 'finish']) {
    expect(turn({ type, messageMetadata: { usage } }).usage, type).toEqual(usage);
  }
  const both = { type: 'finish', messageMetadata: { usage, totalUsage } };
  expect(turn(both).usage).toEqual(totalUsage);
  expect(turn(both, { type: 'finish', messageMetadata: { usage: 5 } }).usage).toEqual(totalUsage);
});

test('an error keeps what was said before', () => {
  const read = turn(text('half'), { type: 'error', errorText: 'Overloaded' });
  expect(read).toMatchObject({ text: 'half', error: 'Overloaded' });
});

test('sources, files, data and what is not known say nothing', () => {
  const types = ['source-url', 'source-document', 'file', 'data-weather', 'finish-step', 'new'];
  expect(parts(...types.map((type) => ({ type, delta: 'a', data: {} })), '[DONE]')).toEqual([]);
});

test('does not read a chunk that the end of the body cut off', () => {
  const cut = splitEvents(streamOf(text('a')).trimEnd());
  expect(cut.flatMap(aiSdkUi.createReader())).toEqual([]);
});

test('bad chunks are no obstacle', () => {
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

test('JSON in place of a stream is an error', () => {
  const message = (body: unknown) => aiSdkUi.readJson(body)[0];
  expect(message({ error: 'Broken' })).toEqual({ type: 'error', message: 'Broken' });
  expect(message({ error: { message: 'Broken' } })).toEqual({ type: 'error', message: 'Broken' });
  expect(message(undefined)).toMatchObject({ message: 'The response is not a UI message stream' });
});

const said = (value: string) => ({ type: 'text', text: value });
const user = { id: 'u', role: 'user', parts: [said('Add')] };
const assistant = (...content: object[]) => ({ id: 'a', role: 'assistant', parts: content });
const read = (...messages: object[]) => aiSdkUi.readRequest({ id: 'chat', messages });

test('a request always asks for a stream and names no tools', () => {
  expect(read(user)).toEqual({
    messages: [{ role: 'user', text: 'Add' }],
    stream: true,
    tools: [],
  });
  expect(aiSdkUi.readRequest({ messages: [user], model: 'm' })?.model).toBe('m');
});

test('the last message may come alone', () => {
  expect(aiSdkUi.readRequest({ id: 'chat', message: user })).toEqual(read(user));
});

test('user text is its text parts; files are named, data and system messages left out', () => {
  const content = [said('Look '), { type: 'data-note', data: 1 }, said('here'), { type: 'file' }];
  expect(
    read({ role: 'system', parts: [said('Brief')] }, { role: 'user', parts: content })?.messages,
  ).toEqual([{ role: 'user', text: 'Look here[file]' }]);
});

test('an assistant message is its text by steps and its calls', () => {
  const begin = { type: 'step-start' };
  const done = { state: 'output-available', input: { a: 2 } };
  const messages = read(
    user,
    assistant(
      begin,
      { type: 'reasoning', text: 'hm' },
      said('One'),
      { type: 'tool-add', toolCallId: 'x', ...done, output: '5' },
      { type: 'dynamic-tool', toolName: 'sum', toolCallId: 'y', ...done, output: { n: 6 } },
      begin,
      said('Two'),
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
      { name: 'add', argumentsText: '{}', server: true },
      { name: 'find', argumentsText: '{}', server: true },
      { name: 'now', argumentsText: '', result: '' },
    ],
  });
});

test('reads no conversation in a body that is not of UI messages', () => {
  const bodies = [undefined, null, 5, [], {}, { messages: [] }, { message: { role: 'user' } }];
  for (const body of [...bodies, { messages: [{ role: 'user', content: 'Hi' }] }]) {
    expect(aiSdkUi.readRequest(body)).toBeUndefined();
  }
});

const spoken = (body: unknown, headers: Record<string, string[]> = {}, path = '/api/chat') =>
  protocolOf({
    request: {
      method: 'POST',
      url: `https://chat.example.com${path}`,
      headers: {},
      body: JSON.stringify(body),
    },
    response: { code: 200, headers, body: '' },
  })?.name;

test('is told by the header of the response, whatever its case and the path', () => {
  expect(spoken({}, { 'X-Vercel-AI-UI-Message-Stream': ['v1'] }, '/ask')).toBe('ai-sdk-ui');
  expect(spoken({}, { 'x-vercel-ai-ui-message-stream': ['v1'] })).toBe('ai-sdk-ui');
});

test('is told by messages that have parts and no content, at any path', () => {
  expect(spoken({ messages: [user] })).toBe('ai-sdk-ui');
  expect(spoken({ message: user }, {}, '/v1/chat/completions')).toBe('ai-sdk-ui');
  expect(spoken({ messages: [{ ...user, content: 'Add' }] })).not.toBe('ai-sdk-ui');
  expect(spoken({ messages: [user, { role: 'user', content: 'Hi' }] })).not.toBe('ai-sdk-ui');
  expect(spoken({ messages: [] })).not.toBe('ai-sdk-ui');
  for (const part of ['Hi', { text: 'Hi' }]) {
    expect(spoken({ messages: [{ role: 'user', parts: [part] }] })).not.toBe('ai-sdk-ui');
  }
});
