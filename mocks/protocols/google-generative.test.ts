import { expect, test } from 'vitest';
import { streamOf } from '../test/samples.ts';
import { splitEvents } from '../wire/sse.ts';
import { googleGenerative } from './google-generative.ts';
import type { Part } from './part.ts';
import { foldParts, isToolTurn } from './turn.ts';

const parts = (body: string): Part[] =>
  splitEvents(body.replaceAll('\n', '\r\n')).flatMap(googleGenerative.createReader());
const turn = (...chunks: unknown[]) => foldParts(parts(streamOf(...chunks)));
const chunk = (said: object[], more: object = {}) => ({
  candidates: [{ content: { parts: said, role: 'model' }, index: 0, ...more }],
});
const call = (name: string, args?: object, id?: string) => ({ functionCall: { id, name, args } });

test('reads text; text marked as a thought is reasoning', () => {
  const read = turn(
    chunk([{ text: 'Let me', thought: true }]),
    chunk([{ text: ' see', thought: true }, { text: ' Well' }]),
    chunk([{ text: '\n' }, { text: 'done', thought: false }]),
  );
  expect(read).toMatchObject({ reasoning: 'Let me see', text: ' Well\ndone' });
});

test('several calls in one chunk and calls in later ones are told apart by their order', () => {
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

test('a call without arguments has an empty object of them and no part', () => {
  expect(parts(streamOf(chunk([call('now')])))).toEqual([
    { type: 'tool-call', index: 0, name: 'now' },
  ]);
  expect(turn(chunk([call('now')])).toolCalls[0]!.arguments).toEqual({});
});

test('calls make a tool turn, though the finish reason is STOP', () => {
  const read = turn(chunk([call('add', {})], { finishReason: 'STOP' }));
  expect(read.finish).toBe('STOP');
  expect(isToolTurn(read)).toBe(true);
});

test('code is a call that the provider runs itself, with its output as the result', () => {
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
    server: true,
  });
  expect(read.toolCalls.map(({ server }) => server)).toEqual([undefined, true, undefined]);
  expect(isToolTurn(turn(chunk([code])))).toBe(false);
});

test('code without output gives how it ended, and a result without code gives nothing', () => {
  const failed = { codeExecutionResult: { outcome: 'OUTCOME_FAILED' } };
  const read = turn(chunk([{ executableCode: { code: '!' } }, failed]));
  expect(read.toolCalls[0]!.result).toBe('OUTCOME_FAILED');
  expect(parts(streamOf(chunk([failed])))).toEqual([]);
});

test('pictures, signatures and empty text show nothing', () => {
  const shown = chunk([
    { inlineData: { mimeType: 'image/png', data: 'AAAA' } },
    { text: '', thoughtSignature: 'BBBB' },
    { thoughtSignature: 'CCCC' },
  ]);
  expect(parts(streamOf(shown))).toEqual([]);
});

test('absent parts, content and candidates are no obstacle', () => {
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

test('reads the candidate with index 0 or none', () => {
  const other = { index: 1, content: { parts: [{ text: 'other' }] }, finishReason: 'MAX_TOKENS' };
  const first = { content: { parts: [{ text: 'first' }] } };
  expect(turn({ candidates: [other, first] })).toEqual({
    text: 'first',
    reasoning: '',
    toolCalls: [],
  });
  expect(turn({ candidates: [other, { ...first, index: 0 }] }).text).toBe('first');
});

test('the last finish reason stays, and what follows it counts', () => {
  const read = turn(
    chunk([{ text: 'a' }], { finishReason: 'MAX_TOKENS' }),
    chunk([{ text: 'b' }], { finishReason: 'STOP' }),
    chunk([{ text: 'c' }]),
  );
  expect(read).toMatchObject({ text: 'abc', finish: 'STOP' });
});

test('usage is cumulative: the last wins', () => {
  const read = turn(
    { usageMetadata: { promptTokenCount: 3, totalTokenCount: 3 } },
    { usageMetadata: { promptTokenCount: 3, candidatesTokenCount: 2, totalTokenCount: 5 } },
    { usageMetadata: null },
  );
  expect(read.usage).toEqual({ promptTokenCount: 3, candidatesTokenCount: 2, totalTokenCount: 5 });
});

test('a blocked prompt is an error that names the reason, which is also the finish', () => {
  expect(turn({ promptFeedback: { blockReason: 'SAFETY' } })).toMatchObject({
    error: 'The prompt was blocked: SAFETY',
    finish: 'SAFETY',
  });
  expect(parts(streamOf({ promptFeedback: { safetyRatings: [] } }))).toEqual([]);
});

test('reads an error object inside the stream and keeps what came before', () => {
  const error = { code: 503, message: 'The model is overloaded', status: 'UNAVAILABLE' };
  expect(turn(chunk([{ text: 'half' }]), { error })).toMatchObject({
    text: 'half',
    error: 'The model is overloaded',
  });
  expect(turn({ error: { code: 503 } }).error).toBe('{"code":503}');
});

test('says that an event is not a JSON object and reads on', () => {
  const read = turn(chunk([{ text: 'a' }]), '[{"candidates":', chunk([{ text: 'b' }]));
  expect(read).toMatchObject({
    text: 'ab',
    error: 'An event is not a JSON object: [{"candidates":',
  });
});

test('says that it cannot read arguments in pieces', () => {
  const read = turn(
    chunk([{ functionCall: { name: 'weather', willContinue: true } }]),
    chunk([{ functionCall: { partialArgs: [{ jsonPath: '$.location', stringValue: 'Par' }] } }]),
    chunk([{ functionCall: {} }]),
  );
  expect(read.toolCalls).toHaveLength(1);
  expect(read.error).toBe('Arguments in pieces (partialArgs) cannot be read');
});

test('does not read an event that the end of the body cut off', () => {
  const body = streamOf(chunk([{ text: 'a' }])) + streamOf(chunk([{ text: 'b' }])).trimEnd();
  expect(foldParts(parts(body)).text).toBe('a');
});

test('reads one whole response, and the array of chunks of a stream without alt=sse', () => {
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
