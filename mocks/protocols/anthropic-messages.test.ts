import { expect, test } from 'vitest';
import { bodyOf } from '../wire/body.ts';
import { framesOf } from '../test/amazon.ts';
import { streamOf } from '../test/samples.ts';
import { amazonFrames } from '../wire/amazon-frames.ts';
import { sse } from '../wire/sse.ts';
import { anthropicMessages } from './anthropic-messages.ts';
import type { Part } from './part.ts';
import { foldParts, isToolTurn } from './turn.ts';

const parts = (...events: unknown[]): Part[] =>
  sse.split(streamOf(...events)).flatMap(anthropicMessages.createReader());
const turn = (...events: unknown[]) => foldParts(parts(...events));

const start = (index: number, block: object) => ({
  type: 'content_block_start',
  index,
  content_block: block,
});
const delta = (index: number, value: object) => ({
  type: 'content_block_delta',
  index,
  delta: value,
});
const stop = (index: number) => ({ type: 'content_block_stop', index });
const textDelta = (index: number, text: string) => delta(index, { type: 'text_delta', text });
const thinkingDelta = (index: number, thinking: string) =>
  delta(index, { type: 'thinking_delta', thinking });
const input = (index: number, json: string) =>
  delta(index, { type: 'input_json_delta', partial_json: json });
const use = (id: string, name: string, given: unknown = {}, type = 'tool_use') => ({
  type,
  id,
  name,
  input: given,
});

test('joins text blocks without a separator: citations split one text into blocks', () => {
  const read = turn(
    start(0, { type: 'text', text: '' }),
    textDelta(0, 'Wax '),
    stop(0),
    start(1, { type: 'text', text: 'melts' }),
    delta(1, { type: 'citations_delta', citation: { type: 'char_location', cited_text: 'x' } }),
    textDelta(1, ' at 62'),
    stop(1),
  );
  expect(read.text).toBe('Wax melts at 62');
});

test('reads thinking as reasoning, with a break between two blocks and none within one', () => {
  const read = turn(
    start(0, { type: 'thinking', thinking: '', signature: '' }),
    thinkingDelta(0, 'one '),
    thinkingDelta(0, 'more'),
    delta(0, { type: 'signature_delta', signature: 'AAAA' }),
    stop(0),
    start(1, { type: 'thinking', thinking: '', signature: '' }),
    delta(1, { type: 'signature_delta', signature: 'BBBB' }),
    stop(1),
    start(2, { type: 'thinking', thinking: '' }),
    thinkingDelta(2, 'two'),
  );
  expect(read).toMatchObject({ reasoning: 'one more\n\ntwo', text: '' });
});

test('ignores signatures, redacted thinking, pings, the end and unknown events', () => {
  expect(
    parts(
      start(0, { type: 'redacted_thinking', data: 'AAAA' }),
      delta(0, { type: 'signature_delta', signature: 'AAAA' }),
      delta(0, { type: 'later_delta', text: 'x' }),
      start(1, { type: 'later_block', text: 'x' }),
      stop(1),
      { type: 'ping' },
      { type: 'later_event', text: 'x' },
      { type: 'message_stop' },
    ),
  ).toEqual([]);
});

test('reads a call and joins its argument fragments', () => {
  expect(
    parts(
      start(1, use('toolu_1', 'add')),
      input(1, ''),
      input(1, '{"a": 2'),
      input(1, ', "b": 3}'),
      stop(1),
    ),
  ).toEqual([
    { type: 'tool-call', index: 1, id: 'toolu_1', name: 'add' },
    { type: 'tool-arguments', index: 1, text: '{"a": 2' },
    { type: 'tool-arguments', index: 1, text: ', "b": 3}' },
  ]);
});

test('assigns fragments to calls by the index of their blocks', () => {
  const read = turn(
    start(1, use('toolu_1', 'add')),
    start(2, use('toolu_2', 'multiply')),
    input(2, '{"a":'),
    input(1, '{"b":1}'),
    input(2, '2}'),
  );
  expect(read.toolCalls.map((call) => [call.name, call.arguments])).toEqual([
    ['add', { b: 1 }],
    ['multiply', { a: 2 }],
  ]);
  expect(isToolTurn(read)).toBe(true);
});

test('reads an empty fragment as empty arguments', () => {
  const read = turn(start(0, use('toolu_1', 'now')), input(0, ''), stop(0));
  expect(read.toolCalls).toEqual([
    { id: 'toolu_1', name: 'now', argumentsText: '', arguments: {} },
  ]);
});

test('reads the input of a block if no fragment follows', () => {
  const complete = turn(start(0, use('toolu_1', 'add', { a: 1 })), input(0, ''), stop(0));
  expect(complete.toolCalls[0]?.arguments).toEqual({ a: 1 });
  const both = turn(start(0, use('toolu_1', 'add', { a: 1 })), input(0, '{"a":2}'), stop(0));
  expect(both.toolCalls[0]?.argumentsText).toBe('{"a":2}');
});

test.each(['server_tool_use', 'mcp_tool_use'])('marks a %s as run by the provider', (type) => {
  const read = turn(start(0, use('srvtoolu_1', 'web_search', {}, type)), input(0, '{"query":"x"}'));
  expect(read.toolCalls).toEqual([
    {
      id: 'srvtoolu_1',
      name: 'web_search',
      argumentsText: '{"query":"x"}',
      arguments: { query: 'x' },
      providerExecuted: true,
    },
  ]);
  expect(isToolTurn(read)).toBe(false);
});

test('reads results of the provider, without encrypted fields', () => {
  const content = [
    { type: 'web_search_result', title: 'Wax', url: 'https://a.example/', encrypted_content: 'AA' },
  ];
  const read = turn(
    start(0, use('srvtoolu_1', 'web_search', {}, 'server_tool_use')),
    start(1, use('srvtoolu_2', 'web_search', {}, 'server_tool_use')),
    start(2, { type: 'web_search_tool_result', tool_use_id: 'srvtoolu_2', content }),
    start(3, { type: 'mcp_tool_result', tool_use_id: 'srvtoolu_1', content: 'plain' }),
    start(4, { type: 'web_search_tool_result', tool_use_id: 'srvtoolu_9', content }),
  );
  expect(read.toolCalls.map(({ result }) => result)).toEqual([
    'plain',
    '[{"type":"web_search_result","title":"Wax","url":"https://a.example/"}]',
  ]);
});

test('merges usage: later counts replace earlier ones, null replaces none', () => {
  const usages = parts(
    {
      type: 'message_start',
      message: { usage: { input_tokens: 9, output_tokens: 1, tier: null } },
    },
    { type: 'message_delta', delta: {}, usage: { output_tokens: 30 } },
    { type: 'message_delta', delta: {}, usage: { output_tokens: 40, input_tokens: null } },
  );
  expect(usages).toEqual([
    { type: 'usage', usage: { input_tokens: 9, output_tokens: 1, tier: null } },
    { type: 'usage', usage: { input_tokens: 9, output_tokens: 30, tier: null } },
    { type: 'usage', usage: { input_tokens: 9, output_tokens: 40, tier: null } },
  ]);
});

test('keeps the last stop reason that is not null', () => {
  const read = turn(
    { type: 'message_start', message: { stop_reason: null } },
    { type: 'message_delta', delta: { stop_reason: 'tool_use' } },
    { type: 'message_delta', delta: { stop_reason: 'max_tokens' } },
    { type: 'message_delta', delta: { stop_reason: null } },
  );
  expect(read.finish).toBe('max_tokens');
});

test('keeps the text before an error event', () => {
  const read = turn(textDelta(0, 'half'), {
    type: 'error',
    error: { type: 'overloaded_error', message: 'Overloaded' },
  });
  expect(read).toMatchObject({ text: 'half', error: 'Overloaded' });
  expect(turn({ type: 'error', error: { type: 'api_error' } }).error).toBe('{"type":"api_error"}');
  expect(turn({ type: 'error' }).error).toBe('null');
});

test('reports an event that is not JSON and reads on', () => {
  expect(turn(textDelta(0, 'a'), '{"type":', textDelta(0, 'b'))).toMatchObject({
    text: 'ab',
    error: 'An event is not a JSON object: {"type":',
  });
});

test('ignores events without their fields and reads on', () => {
  const bare = ['message_start', 'content_block_start', 'content_block_delta'].map((type) => ({
    type,
  }));
  expect(
    turn(...bare, { type: 'content_block_stop' }, { type: 'message_delta' }, {}, textDelta(0, 'a')),
  ).toEqual({ text: 'a', reasoning: '', toolCalls: [] });
});

test('ignores a truncated event', () => {
  const body = streamOf(textDelta(0, 'a')) + streamOf(textDelta(0, 'b')).trimEnd();
  expect(foldParts(sse.split(body).flatMap(anthropicMessages.createReader())).text).toBe('a');
});

const bedrock = (...frames: Parameters<typeof framesOf>) =>
  foldParts(
    amazonFrames.split(bodyOf(framesOf(...frames))).flatMap(anthropicMessages.createReader()),
  );
const wrapped = (event: object) => ({
  event: 'chunk',
  data: JSON.stringify({ bytes: Buffer.from(JSON.stringify(event)).toString('base64'), p: 'abc' }),
});

test('decodes the events of Bedrock', () => {
  expect(bedrock(wrapped(textDelta(0, '21 °')), wrapped(textDelta(0, 'C'))).text).toBe('21 °C');
});

test('reads an exception of Bedrock as an error with its message, or else its name', () => {
  const exception = 'throttlingException';
  expect(
    bedrock(wrapped(textDelta(0, 'half')), { exception, data: '{"message":"Too many tokens"}' }),
  ).toMatchObject({ text: 'half', error: 'Too many tokens' });
  expect(bedrock({ exception, data: '{}' }).error).toBe(exception);
});

test('reports bytes of Bedrock that are not base64 or not JSON and reads on', () => {
  for (const bytes of ['*', 'AAAA']) {
    const data = JSON.stringify({ bytes });
    expect(bedrock({ event: 'chunk', data }, wrapped(textDelta(0, 'b')))).toMatchObject({
      text: 'b',
      error: `An event is not a JSON object: ${data}`,
    });
  }
});

test('reads a message that is not streamed like its stream', () => {
  const content = [
    { type: 'thinking', thinking: 'Both.', signature: 'AAAA' },
    { type: 'text', text: 'I add.' },
    use('toolu_1', 'add', { a: 2 }),
  ];
  const usage = { input_tokens: 5, output_tokens: 7 };
  expect(
    foldParts(
      anthropicMessages.readJson({ type: 'message', content, stop_reason: 'tool_use', usage }),
    ),
  ).toEqual({
    text: 'I add.',
    reasoning: 'Both.',
    toolCalls: [{ id: 'toolu_1', name: 'add', argumentsText: '{"a":2}', arguments: { a: 2 } }],
    finish: 'tool_use',
    usage,
  });
  expect(anthropicMessages.readJson({ type: 'error', error: { message: 'Overloaded' } })).toEqual([
    { type: 'error', message: 'Overloaded' },
  ]);
  expect(anthropicMessages.readJson([])).toMatchObject([{ type: 'error' }]);
});
