import { expect, test } from 'vitest';
import { openaiResponses } from './openai-responses.ts';

const read = (input: unknown, rest: object = {}) =>
  openaiResponses.readRequest({ model: 'gpt-5-mini', input, ...rest });
const messages = (...items: unknown[]) => read(items)?.messages;

const user = { role: 'user', content: 'Add' };
const call = (call_id: string, name = 'add') => ({
  type: 'function_call',
  id: `fc_${call_id}`,
  call_id,
  name,
  arguments: '{"a":2}',
});
const output = (call_id: string, value: unknown) => ({
  type: 'function_call_output',
  call_id,
  output: value,
});
const readCall = (id: string, result?: string, name = 'add') => ({
  id,
  name,
  argumentsText: '{"a":2}',
  ...(result !== undefined && { result }),
});

test('reads a text as one user message', () => {
  expect(read('Hi')).toEqual({
    messages: [{ role: 'user', text: 'Hi' }],
    model: 'gpt-5-mini',
    tools: [],
  });
});

test('reads a text or parts, and names other parts by type', () => {
  const content = [
    { type: 'input_text', text: 'Look' },
    { type: 'input_text', text: '' },
    { type: 'input_image', image_url: 'data:' },
  ];
  expect(
    messages({ type: 'message', role: 'user', content }, { role: 'user', content: 'at' }),
  ).toEqual([
    { role: 'user', text: 'Look[input_image]' },
    { role: 'user', text: 'at' },
  ]);
});

test('leaves out instructions, system and developer messages', () => {
  const system = ['system', 'developer'].map((role) => ({ role, content: 'Be brief.' }));
  expect(read([...system, user], { instructions: 'Be brief.' })?.messages).toEqual([
    { role: 'user', text: 'Add' },
  ]);
});

test('joins items of the assistant to one message with calls and results', () => {
  const text = {
    type: 'message',
    role: 'assistant',
    content: [{ type: 'output_text', text: 'Ok' }],
  };
  expect(
    messages(
      user,
      { type: 'reasoning', id: 'rs_1', summary: [] },
      text,
      call('a'),
      call('b', 'multiply'),
      output('b', '6'),
      output('a', [{ type: 'input_text', text: '5' }]),
      text,
    ),
  ).toEqual([
    { role: 'user', text: 'Add' },
    {
      role: 'assistant',
      text: 'Ok',
      toolCalls: [readCall('a', '5'), readCall('b', '6', 'multiply')],
    },
    { role: 'assistant', text: 'Ok', toolCalls: [] },
  ]);
});

test('reads an assistant message that is a string or a refusal', () => {
  const refusal = { role: 'assistant', content: [{ type: 'refusal', refusal: 'No' }] };
  expect(messages({ role: 'assistant', content: 'Ok' }, user, refusal)).toEqual([
    { role: 'assistant', text: 'Ok', toolCalls: [] },
    { role: 'user', text: 'Add' },
    { role: 'assistant', text: 'No', toolCalls: [] },
  ]);
});

test('begins a message after an output, and sets results of recurring ids there', () => {
  expect(messages(call('a'), output('a', '5'), call('a'), output('a', '7'))).toEqual([
    { role: 'assistant', text: '', toolCalls: [readCall('a', '5')] },
    { role: 'assistant', text: '', toolCalls: [readCall('a', '7')] },
  ]);
});

test('adds a call without a name for an output without its call', () => {
  const unknown = (id: string, result: string) => ({ id, name: '', argumentsText: '', result });
  expect(messages(output('a', '5'), output('b', '6'))).toEqual([
    { role: 'assistant', text: '', toolCalls: [unknown('a', '5'), unknown('b', '6')] },
  ]);
  const reference = { type: 'item_reference', id: 'fc_a' };
  expect(messages(user, reference, reference, output('a', '5'), reference)).toEqual([
    { role: 'user', text: 'Add' },
    { role: 'assistant', text: '', toolCalls: [unknown('a', '5')] },
    { role: 'assistant', text: '', toolCalls: [] },
  ]);
  expect(messages(call('a'), output('z', '5'))).toEqual([
    { role: 'assistant', text: '', toolCalls: [readCall('a'), unknown('z', '5')] },
  ]);
});

test('marks calls that the provider ran', () => {
  const search = { type: 'web_search_call', id: 'ws', action: { query: 'x' } };
  const mcp = { type: 'mcp_call', id: 'm', name: 'roll', arguments: '{}', output: '4' };
  expect(messages(user, search, mcp)?.[1]).toEqual({
    role: 'assistant',
    text: '',
    toolCalls: [
      { id: 'ws', name: 'web_search', argumentsText: '{"query":"x"}', providerExecuted: true },
      { id: 'm', name: 'roll', argumentsText: '{}', result: '4', providerExecuted: true },
    ],
  });
});

test('reads a patch as a call with the operation as arguments', () => {
  const patch = { type: 'apply_patch_call', call_id: 'a', operation: { path: 'x' } };
  expect(messages(patch, { type: 'apply_patch_call_output', call_id: 'a', output: 'ok' })).toEqual([
    {
      role: 'assistant',
      text: '',
      toolCalls: [{ id: 'a', name: 'apply_patch', argumentsText: '{"path":"x"}', result: 'ok' }],
    },
  ]);
});

test('names an output other than text by type', () => {
  const item = { type: 'computer_call', call_id: 'a', action: { type: 'click' } };
  const shot = {
    type: 'computer_call_output',
    call_id: 'a',
    output: { type: 'computer_screenshot' },
  };
  expect(messages(item, shot)?.[0]).toMatchObject({
    toolCalls: [
      { name: 'computer', argumentsText: '{"type":"click"}', result: '[computer_screenshot]' },
    ],
  });
});

test('reads the stream flag and the tools: functions by name, others by type', () => {
  const tools = [{ type: 'function', name: 'add' }, { type: 'web_search' }, {}, null];
  expect(read('Hi', { stream: true, tools })).toMatchObject({
    stream: true,
    tools: ['add', 'web_search'],
  });
});

test('ignores invalid items', () => {
  expect(
    messages(null, 5, {}, { type: 7 }, { type: 'from_the_future' }, output('', null), user),
  ).toEqual([
    { role: 'assistant', text: '', toolCalls: [{ name: '', argumentsText: '', result: '' }] },
    { role: 'user', text: 'Add' },
  ]);
});

test('rejects bodies that are not a request', () => {
  for (const body of [undefined, null, 5, [], {}, { input: 5 }, { messages: [] }]) {
    expect(openaiResponses.readRequest(body)).toBeUndefined();
  }
});
