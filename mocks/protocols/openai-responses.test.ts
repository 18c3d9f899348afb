import { expect, test } from 'vitest';
import { streamOf } from '../test/samples.ts';
import { sse } from '../wire/sse.ts';
import { openaiResponses } from './openai-responses.ts';
import type { Part } from './part.ts';
import { foldParts, isToolTurn } from './turn.ts';

const parts = (...events: unknown[]): Part[] =>
  sse.split(streamOf(...events)).flatMap(openaiResponses.createReader());
const turn = (...events: unknown[]) => foldParts(parts(...events));

const event = (name: string, output_index: number, rest: object = {}) => ({
  type: `response.${name}`,
  output_index,
  ...rest,
});
const added = (at: number, item: object) => event('output_item.added', at, { item });
const done = (at: number, item: object) => event('output_item.done', at, { item });
const text = (at: number, delta: string, content_index = 0) =>
  event('output_text.delta', at, { delta, content_index });
const summary = (at: number, summary_index: number, delta: string) =>
  event('reasoning_summary_text.delta', at, { summary_index, delta });
const argumentsDelta = (at: number, delta: string) =>
  event('function_call_arguments.delta', at, { delta });
const add = { type: 'function_call', id: 'fc_1', call_id: 'call_1', name: 'add', arguments: '' };
const message = (...content: object[]) => ({ type: 'message', role: 'assistant', content });
const outputText = (value: string) => ({ type: 'output_text', text: value });
const completed = (response: object = {}) => ({
  type: 'response.completed',
  response: { status: 'completed', ...response },
});

test('reads text by delta, blank ones too, and not again when complete', () => {
  const item = message(outputText('a b'));
  const read = parts(
    added(0, message()),
    text(0, 'a'),
    text(0, ' '),
    text(0, 'b'),
    event('output_text.done', 0, { content_index: 0, text: 'a b' }),
    event('content_part.done', 0, { content_index: 0, part: outputText('a b') }),
    done(0, item),
    completed({ output: [item] }),
  );
  expect(read.map((part) => part.type)).toEqual(['text', 'text', 'text', 'finish']);
  expect(foldParts(read).text).toBe('a b');
});

test.each([
  ['output_text.done', [event('output_text.done', 0, { content_index: 0, text: 'whole' })]],
  ['output_item.done', [done(0, message(outputText('whole')))]],
  ['the final response', [completed({ output: [message(outputText('whole'))] })]],
])('reads text without deltas from %s', (_name, events) => {
  expect(turn(...events).text).toBe('whole');
});

test('reads each content part of a message, complete or by delta', () => {
  const read = turn(text(0, 'a', 0), done(0, message(outputText('a'), outputText('b'))));
  expect(read.text).toBe('ab');
});

test('reads a refusal as text', () => {
  const part = { type: 'refusal', refusal: 'I cannot.' };
  const delta = (piece: string) => event('refusal.delta', 0, { content_index: 0, delta: piece });
  const read = turn(
    delta('I '),
    delta('cannot.'),
    event('refusal.done', 0, { content_index: 0, refusal: 'I cannot.' }),
    done(0, message(part)),
  );
  expect(read.text).toBe('I cannot.');
  expect(turn(done(0, message(part))).text).toBe('I cannot.');
});

test('separates summary parts and reasoning items by a break', () => {
  const read = turn(
    summary(0, 0, 'one'),
    summary(0, 0, '!'),
    summary(0, 1, 'two'),
    summary(3, 0, 'three'),
  );
  expect(read.reasoning).toBe('one!\n\ntwo\n\nthree');
});

test('reads reasoning without deltas, with the same breaks', () => {
  const texts = [outputText('one'), outputText('two')];
  expect(turn(done(0, { type: 'reasoning', summary: texts })).reasoning).toBe('one\n\ntwo');
});

test('reads an item with both reasoning and summary once', () => {
  const texts = [outputText('in short')];
  const content = [{ type: 'reasoning_text', text: 'at length' }];
  expect(turn(done(0, { type: 'reasoning', summary: texts, content })).reasoning).toBe('in short');
});

test('ignores encrypted reasoning', () => {
  expect(parts(done(0, { type: 'reasoning', summary: [], encrypted_content: 'AAAA' }))).toEqual([]);
});

test('reads a call by its call_id, and its arguments by delta', () => {
  const whole = { ...add, arguments: '{"a":2}' };
  const read = parts(
    added(1, add),
    argumentsDelta(1, '{"a"'),
    argumentsDelta(1, ':2}'),
    event('function_call_arguments.done', 1, { arguments: '{"a":2}' }),
    done(1, whole),
    completed({ output: [whole] }),
  );
  expect(read.map(({ type }) => type)).toEqual([
    'tool-call',
    'tool-arguments',
    'tool-arguments',
    'finish',
  ]);
  expect(foldParts(read).toolCalls).toEqual([
    { id: 'call_1', name: 'add', argumentsText: '{"a":2}', arguments: { a: 2 } },
  ]);
});

test.each([
  ['arguments.done', event('function_call_arguments.done', 1, { arguments: '{"a":2}' })],
  ['output_item.done', done(1, { ...add, arguments: '{"a":2}' })],
])('reads arguments without deltas from %s', (_name, whole) => {
  expect(turn(added(1, add), whole).toolCalls[0]?.arguments).toEqual({ a: 2 });
});

test('reads arguments and a missing name after the start of a call', () => {
  const { name: _name, ...nameless } = { ...add, arguments: '{}' };
  const read = turn(added(1, nameless), argumentsDelta(1, '{"a":2}'), done(1, add));
  expect(read.toolCalls).toMatchObject([{ name: 'add', argumentsText: '{"a":2}' }]);
});

test('keys calls by output_index, interleaved ones too', () => {
  const read = turn(
    added(1, add),
    added(2, { ...add, call_id: 'call_2', name: 'multiply' }),
    argumentsDelta(2, '{"b":'),
    argumentsDelta(1, '{"a":'),
    argumentsDelta(2, '3}'),
    argumentsDelta(1, '2}'),
  );
  expect(read.toolCalls.map((call) => [call.id, call.name, call.arguments])).toEqual([
    ['call_1', 'add', { a: 2 }],
    ['call_2', 'multiply', { b: 3 }],
  ]);
});

test('counts items without output_index', () => {
  const strip = ({ output_index: _index, ...rest }: ReturnType<typeof event>) => rest;
  const read = turn(
    strip(added(0, { type: 'reasoning', summary: [] })),
    strip(added(0, add)),
    strip(argumentsDelta(0, '{"a":1}')),
    strip(added(0, { ...add, call_id: 'call_2' })),
    strip(argumentsDelta(0, '{"a":2}')),
  );
  expect(read.toolCalls.map((call) => call.arguments)).toEqual([{ a: 1 }, { a: 2 }]);
});

test.each(['custom_tool_call', 'computer_call', 'local_shell_call', 'apply_patch_call'])(
  'leaves a %s to the app',
  (type) => {
    expect(isToolTurn(turn(added(0, { type, call_id: 'c' })))).toBe(true);
  },
);

test.each([
  ['web_search_call', 'web_search', { action: { query: 'x' } }, '{"query":"x"}', undefined],
  ['file_search_call', 'file_search', { queries: ['x'] }, '{"queries":["x"]}', undefined],
  ['image_generation_call', 'image_generation', { result: 'AAAA' }, '', undefined],
  [
    'code_interpreter_call',
    'code_interpreter',
    { code: 'print(5)', outputs: [{ type: 'logs', logs: '5' }] },
    'print(5)',
    '5',
  ],
  ['mcp_call', 'roll', { name: 'roll', arguments: '{"d":6}', output: '4' }, '{"d":6}', '4'],
  ['mcp_call', 'roll', { name: 'roll', arguments: '{}', error: 'down' }, '{}', 'down'],
  ['mcp_call', 'roll', { name: 'roll', arguments: '{}', error: { code: 5 } }, '{}', '{"code":5}'],
])('marks a %s as run by the provider', (type, name, more, argumentsText, result) => {
  const item = { type, id: 'x_1', ...more };
  const read = turn(added(0, { ...item, arguments: '', output: null }), done(0, item));
  expect(read.toolCalls).toHaveLength(1);
  const call = { id: 'x_1', name, argumentsText, providerExecuted: true };
  expect(read.toolCalls[0]).toMatchObject(call);
  expect(read.toolCalls[0]?.result).toBe(result);
  expect(isToolTurn(read)).toBe(false);
});

test('reads the reason of an incomplete response, or else the status', () => {
  const details = { reason: 'max_output_tokens' };
  const cut = { status: 'incomplete', incomplete_details: details };
  expect(turn({ type: 'response.incomplete', response: cut }).finish).toBe('max_output_tokens');
  expect(turn({ type: 'response.incomplete', response: {} }).finish).toBe('incomplete');
  expect(turn(added(0, add), completed({ incomplete_details: null })).finish).toBe('completed');
});

test('reads usage from the final response alone', () => {
  const early = { type: 'response.in_progress', response: { usage: { total_tokens: 1 } } };
  expect(turn(early).usage).toBeUndefined();
  expect(turn(early, completed({ usage: { total_tokens: 5 } })).usage).toEqual({ total_tokens: 5 });
  expect(turn(completed({ usage: null })).usage).toBeUndefined();
});

test('keeps the text before a failed response and an error event', () => {
  const failed = { status: 'failed', error: { code: 'server_error', message: 'Broken' } };
  expect(turn(text(0, 'half'), { type: 'response.failed', response: failed })).toEqual({
    text: 'half',
    reasoning: '',
    toolCalls: [],
    error: 'Broken',
  });
  expect(turn({ type: 'response.failed', response: {} }).error).toBe('The response failed');
  for (const error of [
    { type: 'error', code: 'x', message: 'Broken' },
    { type: 'error', error: { message: 'Broken' } },
    { error: { message: 'Broken' } },
  ]) {
    expect(turn(error, text(0, 'on')), JSON.stringify(error)).toMatchObject({
      text: 'on',
      error: 'Broken',
    });
  }
});

test('reads the name of an event without a type', () => {
  const body = 'event: response.output_text.delta\ndata: {"output_index":0,"delta":"a"}\n\n';
  expect(sse.split(body).flatMap(openaiResponses.createReader())).toEqual([
    { type: 'text', text: 'a' },
  ]);
});

test('ignores obfuscation, progress and unknown events', () => {
  const read = parts(
    { ...text(0, 'a'), obfuscation: 'xyz' },
    event('web_search_call.searching', 0, { item_id: 'ws' }),
    event('output_text.annotation.added', 0, { annotation: { type: 'url_citation' } }),
    event('from_the_future.delta', 0, { delta: 'b' }),
    added(5, { type: 'from_the_future', text: 'b' }),
    '[DONE]',
  );
  expect(read).toEqual([{ type: 'text', text: 'a' }]);
});

test('ignores a truncated event', () => {
  const cut = streamOf(text(0, 'a')).trimEnd();
  expect(sse.split(cut).flatMap(openaiResponses.createReader())).toEqual([]);
});

test('reads on after invalid events', () => {
  const bad = [null, 5, '', {}, { type: 7 }, { type: 'constructor' }].map((each) => ({
    type: 'response.output_item.done',
    item: each,
  }));
  const read = turn(
    ...bad,
    { type: 'response.output_item.added' },
    { type: 'response.output_text.delta', delta: { text: 'a' }, output_index: 'x' },
    done(0, { type: 'message', content: [null, 'a', { text: 5 }] }),
    done(0, { type: 'reasoning', summary: {}, content: null }),
    '{"type":',
    { type: 'response.completed', response: null },
    text(0, 'on'),
  );
  expect(read).toMatchObject({
    text: 'on',
    finish: 'completed',
    error: 'An event is not a JSON object: {"type":',
  });
});

test('reads a response that is not streamed', () => {
  const output = [
    { type: 'reasoning', summary: [outputText('think')] },
    message(outputText('hi')),
    { ...add, arguments: '{"a":2}' },
  ];
  const usage = { total_tokens: 3 };
  expect(
    foldParts(openaiResponses.readJson({ status: 'completed', error: null, output, usage })),
  ).toEqual({
    reasoning: 'think',
    text: 'hi',
    toolCalls: [{ id: 'call_1', name: 'add', argumentsText: '{"a":2}', arguments: { a: 2 } }],
    finish: 'completed',
    usage,
  });
});

test('reads an error instead of a response', () => {
  const broken: Part[] = [{ type: 'error', message: 'Broken' }];
  expect(openaiResponses.readJson({ error: { message: 'Broken' } })).toEqual(broken);
  for (const body of [undefined, null, 5, []]) {
    expect(openaiResponses.readJson(body)).toEqual([
      { type: 'error', message: 'The response is not a JSON object' },
    ]);
  }
});
