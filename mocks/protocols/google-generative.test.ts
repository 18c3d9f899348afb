import { expect, test } from 'vitest';
import { streamOf } from '../test/samples.ts';
import { sse } from '../wire/sse.ts';
import { googleGenerative } from './google-generative.ts';
import type { Part } from './part.ts';
import { foldParts, isToolTurn } from './turn.ts';

const parts = (body: string): Part[] =>
  sse.split(body.replaceAll('\n', '\r\n')).flatMap(googleGenerative.createReader());
const turn = (...chunks: unknown[]) => foldParts(parts(streamOf(...chunks)));
const chunk = (content: object[], more: object = {}) => ({
  candidates: [{ content: { parts: content, role: 'model' }, index: 0, ...more }],
});
const call = (name: string, args?: object, id?: string) => ({ functionCall: { id, name, args } });

test('reads text, and thoughts as reasoning', () => {
  const read = turn(
    chunk([{ text: 'Let me', thought: true }]),
    chunk([{ text: ' see', thought: true }, { text: ' Well' }]),
    chunk([{ text: '\n' }, { text: 'done', thought: false }]),
  );
  expect(read).toMatchObject({ reasoning: 'Let me see', text: ' Well\ndone' });
});

test('indexes calls by their order, within and across chunks', () => {
  const read = turn(
    chunk([call('add', { a: 1 }), call('add', { a: 2 })]),
    chunk([call('add', { a: 3 }, 'x')]),
  );
  expect(read.toolCalls).toEqual([
    { name: 'add', argumentsText: '{"a":1}', arguments: { a: 1 } },
    { name: 'add', argumentsText: '{"a":2}', arguments: { a: 2 } },
    { id: 'x', name: 'add', argumentsText: '{"a":3}', arguments: { a: 3 } },
  ]);
});

test('reads a call without arguments as an empty object, without a part', () => {
  expect(parts(streamOf(chunk([call('now')])))).toEqual([
    { type: 'tool-call', index: 0, name: 'now' },
  ]);
  expect(turn(chunk([call('now')])).toolCalls[0]!.arguments).toEqual({});
});

test('makes a tool turn of calls, though the finish reason is STOP', () => {
  const read = turn(chunk([call('add', {})], { finishReason: 'STOP' }));
  expect(read.finish).toBe('STOP');
  expect(isToolTurn(read)).toBe(true);
});

test('reads code as a call that the provider runs, with its output as the result', () => {
  const code = { executableCode: { language: 'PYTHON', code: 'print(6)' } };
  const read = turn(
    chunk([call('add', {})]),
    chunk([code]),
    chunk([call('add', {}), { codeExecutionResult: { outcome: 'OUTCOME_OK', output: '6\n' } }]),
  );
  expect(read.toolCalls[1]).toEqual({
    name: 'code_execution',
    argumentsText: '{"language":"PYTHON","code":"print(6)"}',
    arguments: { language: 'PYTHON', code: 'print(6)' },
    result: '6\n',
    providerExecuted: true,
  });
  expect(read.toolCalls.map(({ providerExecuted }) => providerExecuted)).toEqual([
    undefined,
    true,
    undefined,
  ]);
  expect(isToolTurn(turn(chunk([code])))).toBe(false);
});

test('reads the outcome of code without output, and ignores a result without code', () => {
  const failed = { codeExecutionResult: { outcome: 'OUTCOME_FAILED' } };
  const read = turn(chunk([{ executableCode: { code: '!' } }, failed]));
  expect(read.toolCalls[0]!.result).toBe('OUTCOME_FAILED');
  expect(parts(streamOf(chunk([failed])))).toEqual([]);
});

test('ignores pictures, signatures and empty text', () => {
  const shown = chunk([
    { inlineData: { mimeType: 'image/png', data: 'AAAA' } },
    { text: '', thoughtSignature: 'BBBB' },
    { thoughtSignature: 'CCCC' },
  ]);
  expect(parts(streamOf(shown))).toEqual([]);
});

test('reads on after absent parts, content and candidates', () => {
  const read = turn(
    { usageMetadata: { totalTokenCount: 1 } },
    { candidates: [] },
    { candidates: null },
    { candidates: [null, { content: null }] },
    chunk([{ text: 'a' }]),
    { candidates: [{ content: { role: 'model' } }] },
    { candidates: [{ finishReason: 'STOP', index: 0 }] },
  );
  expect(read).toMatchObject({ text: 'a', finish: 'STOP' });
});

test('reads the candidate with index 0 or without an index', () => {
  const other = { index: 1, content: { parts: [{ text: 'other' }] }, finishReason: 'MAX_TOKENS' };
  const first = { content: { parts: [{ text: 'first' }] } };
  expect(turn({ candidates: [other, first] })).toEqual({
    text: 'first',
    reasoning: '',
    toolCalls: [],
  });
  expect(turn({ candidates: [other, { ...first, index: 0 }] }).text).toBe('first');
});

test('keeps the last finish reason, and reads text after it', () => {
  const read = turn(
    chunk([{ text: 'a' }], { finishReason: 'MAX_TOKENS' }),
    chunk([{ text: 'b' }], { finishReason: 'STOP' }),
    chunk([{ text: 'c' }]),
  );
  expect(read).toMatchObject({ text: 'abc', finish: 'STOP' });
});

test('keeps the last usage, which is cumulative', () => {
  const read = turn(
    { usageMetadata: { promptTokenCount: 3, totalTokenCount: 3 } },
    { usageMetadata: { promptTokenCount: 3, candidatesTokenCount: 2, totalTokenCount: 5 } },
    { usageMetadata: null },
  );
  expect(read.usage).toEqual({ promptTokenCount: 3, candidatesTokenCount: 2, totalTokenCount: 5 });
});

test('reads a blocked prompt as an error, with its reason as the finish', () => {
  expect(turn({ promptFeedback: { blockReason: 'SAFETY' } })).toMatchObject({
    error: 'The prompt was blocked: SAFETY',
    finish: 'SAFETY',
  });
  expect(parts(streamOf({ promptFeedback: { safetyRatings: [] } }))).toEqual([]);
});

test('keeps the text before an error', () => {
  const error = { code: 503, message: 'The model is overloaded', status: 'UNAVAILABLE' };
  expect(turn(chunk([{ text: 'half' }]), { error })).toMatchObject({
    text: 'half',
    error: 'The model is overloaded',
  });
  expect(turn({ error: { code: 503 } }).error).toBe('{"code":503}');
});

test('reports an event that is not a JSON object and reads on', () => {
  const read = turn(chunk([{ text: 'a' }]), '[{"candidates":', chunk([{ text: 'b' }]));
  expect(read).toMatchObject({
    text: 'ab',
    error: 'An event is not a JSON object: [{"candidates":',
  });
});

test('reports streamed arguments as unsupported', () => {
  const read = turn(
    chunk([{ functionCall: { name: 'weather', willContinue: true } }]),
    chunk([{ functionCall: { partialArgs: [{ jsonPath: '$.location', stringValue: 'Par' }] } }]),
    chunk([{ functionCall: {} }]),
  );
  expect(read.toolCalls).toHaveLength(1);
  expect(read.error).toBe('Streamed arguments (partialArgs) are not supported');
});

test('ignores a truncated event', () => {
  const body = streamOf(chunk([{ text: 'a' }])) + streamOf(chunk([{ text: 'b' }])).trimEnd();
  expect(foldParts(parts(body)).text).toBe('a');
});

test('reads one response, and the array of chunks sent without alt=sse', () => {
  const one = chunk([{ text: 'a' }, call('add', {})], { finishReason: 'STOP' });
  expect(foldParts(googleGenerative.readJson(one))).toMatchObject({ text: 'a', finish: 'STOP' });
  const read = foldParts(googleGenerative.readJson([chunk([{ text: 'a' }, call('add', {})]), one]));
  expect(read.text).toBe('aa');
  expect(read.toolCalls).toHaveLength(2);
  for (const body of [undefined, null, 5, [], ['a']]) {
    expect(foldParts(googleGenerative.readJson(body)).error).toBe(
      'The response is not a JSON object',
    );
  }
});
