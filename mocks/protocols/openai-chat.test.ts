import { expect, test } from 'vitest';
import { call, chunk, streamOf } from '../test/samples.ts';
import { sse } from '../wire/sse.ts';
import { openaiChat } from './openai-chat.ts';
import type { Part } from './part.ts';
import { foldParts, isToolTurn } from './turn.ts';

const parts = (body: string): Part[] => sse.split(body).flatMap(openaiChat.createReader());
const turn = (...chunks: unknown[]) => foldParts(parts(streamOf(...chunks)));

test('reads lines with LF, CRLF or CR ends, and comments between', () => {
  const lf = `: OPENROUTER PROCESSING\n\n${streamOf(chunk({ content: 'a' }))}: OPENROUTER PROCESSING\n\n${streamOf(chunk({ content: 'b' }))}`;
  for (const end of ['\n', '\r\n', '\r']) {
    expect(foldParts(parts(lf.replaceAll('\n', end))).text, JSON.stringify(end)).toBe('ab');
  }
});

test('reads on after a finish reason and [DONE]', () => {
  const read = turn(
    chunk({ content: 'one' }, {}, 'stop'),
    chunk({ content: ' two' }),
    '[DONE]',
    chunk({ content: ' three' }),
  );
  expect(read.text).toBe('one two three');
});

test('reads a stream without [DONE]', () => {
  expect(turn(chunk({ content: 'whole' }, {}, 'stop'))).toMatchObject({
    text: 'whole',
    finish: 'stop',
  });
});

test('keeps the last finish reason that is neither null nor absent', () => {
  const read = turn(chunk({}, {}, 'length'), chunk({}, {}, 'stop'), chunk({ content: '' }), {
    choices: [{ index: 0, delta: {} }],
  });
  expect(read.finish).toBe('stop');
});

test('makes a tool turn of calls, whatever the finish reason', () => {
  expect(isToolTurn(turn(chunk({ tool_calls: [call(0, 'a', 'add', '{}')] }, {}, 'stop')))).toBe(
    true,
  );
  expect(isToolTurn(turn(chunk({ content: 'no calls' }, {}, 'tool_calls')))).toBe(false);
});

test('reads a tool call after the finish reason', () => {
  const read = turn(chunk({}, {}, 'stop'), chunk({ tool_calls: [call(0, 'a', 'add', '{}')] }));
  expect(read.toolCalls).toHaveLength(1);
});

test('reads the delta of the finish chunk', () => {
  expect(turn(chunk({ content: 'the whole answer' }, {}, 'stop')).text).toBe('the whole answer');
});

test('accepts empty or absent choices, and empty, absent or changing ids', () => {
  const read = turn(
    { id: '', object: '', model: '', choices: [], prompt_filter_results: [] },
    { id: 'one', ...chunk({ content: 'a' }) },
    { id: 'two', choices: [{ delta: { content: 'b' } }] },
    { usage: { total_tokens: 3 } },
    { choices: null },
    { choices: [null, { index: 0 }] },
  );
  expect(read).toMatchObject({ text: 'ab', usage: { total_tokens: 3 } });
});

test('keeps deltas of white space', () => {
  const read = turn(...[' ', 'a', ' ', '\n', '\n', 'b', ' '].map((content) => chunk({ content })));
  expect(read.text).toBe(' a \n\nb ');
});

test('reads one message with a role on every delta', () => {
  const read = parts(
    streamOf(
      chunk({ role: 'assistant', content: 'a' }),
      chunk({ role: 'assistant', content: 'b' }),
    ),
  );
  expect(read).toEqual([
    { type: 'text', text: 'a' },
    { type: 'text', text: 'b' },
  ]);
});

test('keys calls by index, in order of first appearance, from any number', () => {
  const read = turn(
    chunk({ tool_calls: [call(2, 'b', 'multiply', '{"a"')] }),
    chunk({ tool_calls: [call(1, 'a', 'add', '{"b"')] }),
    chunk({ tool_calls: [call(2, null, null, ':2}'), call(1, null, null, ':1}')] }),
  );
  expect(read.toolCalls).toEqual([
    { id: 'b', name: 'multiply', argumentsText: '{"a":2}', arguments: { a: 2 } },
    { id: 'a', name: 'add', argumentsText: '{"b":1}', arguments: { b: 1 } },
  ]);
});

test('keeps the first id and name that are not empty', () => {
  const read = turn(
    chunk({ tool_calls: [call(0, '', '', '{"a')] }),
    chunk({ tool_calls: [call(0, 'first', 'add', '":')] }),
    chunk({ tool_calls: [call(0, 'second', 'other', '1')] }),
    chunk({ tool_calls: [call(0, 'second', '', '}')] }),
  );
  expect(read.toolCalls).toEqual([
    { id: 'first', name: 'add', argumentsText: '{"a":1}', arguments: { a: 1 } },
  ]);
});

test('appends arguments and parses them at the end', () => {
  const read = turn(
    chunk({ tool_calls: [{ index: 0, id: 'a', function: { name: 'add' } }] }),
    ...['{', '"a"', ':', ' ', '1'].map((text) =>
      chunk({ tool_calls: [call(0, null, null, text)] }),
    ),
  );
  expect(read.toolCalls).toEqual([{ id: 'a', name: 'add', argumentsText: '{"a": 1' }]);
});

test('reads absent arguments as an empty object', () => {
  expect(turn(chunk({ tool_calls: [call(0, 'a', 'now', '')] })).toolCalls[0]?.arguments).toEqual(
    {},
  );
});

test('begins a call at a new id if there is not an index', () => {
  const without = (id: string | null, name: string | null, args: string) =>
    chunk({ tool_calls: [{ id, function: { name, arguments: args } }] });
  const read = turn(
    without('a', 'add', '{"a"'),
    without(null, null, ':1}'),
    without('b', 'add', '{}'),
  );
  expect(read.toolCalls.map(({ id, argumentsText }) => [id, argumentsText])).toEqual([
    ['a', '{"a":1}'],
    ['b', '{}'],
  ]);
});

test('reads several calls in one chunk', () => {
  const read = turn(chunk({ tool_calls: [call(0, 'a', 'add', '{}'), call(1, 'b', 'add', '{}')] }));
  expect(read.toolCalls.map(({ id }) => id)).toEqual(['a', 'b']);
});

test('keeps calls apart that share an id', () => {
  const read = turn(
    chunk({ tool_calls: [call(0, 'same', 'add', '{"a":1}')] }),
    chunk({ tool_calls: [call(1, 'same', 'add', '{"a":2}')] }),
  );
  expect(read.toolCalls.map((made) => made.arguments)).toEqual([{ a: 1 }, { a: 2 }]);
});

test('keeps the last usage that is not null', () => {
  const read = turn(
    chunk({ content: 'a' }, { usage: null }),
    chunk({}, { x_groq: { usage: { total_tokens: 3 } } }, 'stop'),
    { choices: [], usage: { total_tokens: 5 } },
    { choices: [], usage: null },
  );
  expect(read.usage).toEqual({ total_tokens: 5 });
});

test('reads usage under x_groq, on the finish chunk and beside empty choices', () => {
  const usage = { total_tokens: 1 };
  expect(turn({ choices: [], x_groq: { usage } }).usage).toEqual(usage);
  expect(turn(chunk({}, { usage }, 'stop')).usage).toEqual(usage);
  expect(turn({ choices: [], usage }).usage).toEqual(usage);
});

test('reads one of several reasoning keys', () => {
  const details = [{ type: 'reasoning.text', text: 'think' }];
  for (const delta of [
    { reasoning_content: 'think' },
    { reasoning: 'think', reasoning_details: details },
    { reasoning: 'think', reasoning_content: 'think' },
    { reasoning: null, reasoning_content: '', reasoning_details: details },
    { reasoning_details: [{ type: 'reasoning.summary', summary: 'think' }] },
  ]) {
    expect(turn(chunk(delta)).reasoning, JSON.stringify(delta)).toBe('think');
  }
});

test('ignores encrypted reasoning and signatures', () => {
  const details = [
    { type: 'reasoning.encrypted', data: 'AAAA' },
    { type: 'reasoning.text', signature: 'BBBB' },
  ];
  expect(parts(streamOf(chunk({ reasoning_details: details })))).toEqual([]);
});

test('marks a call that the provider runs', () => {
  const search = {
    index: 0,
    id: 's',
    type: 'web_search',
    function: { name: 'web_search', arguments: '{}' },
  };
  const read = turn(chunk({ tool_calls: [search] }));
  expect(read.toolCalls[0]?.providerExecuted).toBe(true);
  expect(isToolTurn(read)).toBe(false);
});

test('makes no text part of absent, null or empty content beside calls', () => {
  for (const content of [undefined, null, '']) {
    const read = parts(streamOf(chunk({ content, tool_calls: [call(0, 'a', 'add', '{}')] })));
    expect(read.map(({ type }) => type)).toEqual(['tool-call', 'tool-arguments']);
  }
});

test('keeps the text before an error', () => {
  const read = turn(chunk({ content: 'half' }), {
    error: { message: 'Overloaded', code: 502 },
    choices: [],
  });
  expect(read).toMatchObject({ text: 'half', error: 'Overloaded' });
});

test('reports an event that is not JSON and reads on', () => {
  const read = turn(chunk({ content: 'a' }), '{"choices":', chunk({ content: 'b' }));
  expect(read).toMatchObject({ text: 'ab', error: 'An event is not a JSON object: {"choices":' });
});

test('reads the choice with index 0', () => {
  const read = turn({
    choices: [
      { index: 1, delta: { content: 'other' } },
      { index: 0, delta: { content: 'first' } },
    ],
  });
  expect(read.text).toBe('first');
});

test('reads text and a call in one delta', () => {
  const read = turn(chunk({ content: 'a', tool_calls: [call(0, 'a', 'add', '{}')] }));
  expect(read).toMatchObject({ text: 'a', toolCalls: [{ name: 'add' }] });
});

test('ignores a truncated event', () => {
  const body = streamOf(chunk({ content: 'a' })) + streamOf(chunk({ content: 'b' })).trimEnd();
  expect(foldParts(parts(body)).text).toBe('a');
});

test('reads a response that is not streamed', () => {
  const message = {
    role: 'assistant',
    content: 'hi',
    tool_calls: [{ id: 'a', type: 'function', function: { name: 'add', arguments: '{}' } }],
  };
  const read = foldParts(
    openaiChat.readJson({
      choices: [{ index: 0, message, finish_reason: 'tool_calls' }],
      usage: { total_tokens: 1 },
    }),
  );
  expect(read).toMatchObject({
    text: 'hi',
    toolCalls: [{ id: 'a' }],
    finish: 'tool_calls',
    usage: { total_tokens: 1 },
  });
});

test('reads a refusal as text: streamed, not streamed, and in a request', () => {
  expect(turn(chunk({ content: null, refusal: 'No' }), chunk({ refusal: '.' })).text).toBe('No.');
  const message = { role: 'assistant', content: null, refusal: 'No.' };
  expect(foldParts(openaiChat.readJson({ choices: [{ message }] })).text).toBe('No.');
  const part = { type: 'refusal', refusal: 'No.' };
  for (const resent of [message, { role: 'assistant', content: [part] }]) {
    expect(openaiChat.readRequest({ messages: [resent] })?.messages).toEqual([
      { role: 'assistant', text: 'No.', toolCalls: [] },
    ]);
  }
});

test('rejects bodies that are not a completion request', () => {
  for (const body of [undefined, null, 5, [], {}, { messages: 'hi' }]) {
    expect(openaiChat.readRequest(body)).toBeUndefined();
  }
});

test.each([
  [{}, { content: 'Hello' }],
  [{ role: 'assistant', content: '', tool_calls: [], refusal: null }, { content: 'Hello' }],
  [{ content: 'Hello' }, { content: '' }],
  [{ content: 'Hello' }, undefined],
])('reads what says something in plain JSON with a delta %j and a message %j', (delta, message) => {
  const body = { choices: [{ index: 0, delta, message, finish_reason: 'stop' }] };
  expect(foldParts(openaiChat.readJson(body))).toMatchObject({ text: 'Hello', finish: 'stop' });
});

test('reads the delta of a stream, whatever message is beside it', () => {
  const message = { content: 'Hello' };
  const choices = ['Hel', 'lo', ''].map((content) => [{ index: 0, delta: { content }, message }]);
  expect(turn(...choices.map((each) => ({ choices: each }))).text).toBe('Hello');
});
