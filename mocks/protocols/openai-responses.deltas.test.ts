import { expect, test } from 'vitest';
import { streamOf } from '../test/samples.ts';
import { sse } from '../wire/sse.ts';
import { openaiResponses } from './openai-responses.ts';
import type { Part } from './part.ts';

/** The fields that stream: the name of their events, the key of the complete value, the part, the item. */
const streamed: [string, string, Part['type'], (complete: string) => object][] = [
  ['output_text', 'text', 'text', (text) => message({ type: 'output_text', text })],
  ['refusal', 'refusal', 'text', (refusal) => message({ type: 'refusal', refusal })],
  [
    'reasoning_summary_text',
    'text',
    'reasoning',
    (text) => ({ type: 'reasoning', summary: [{ type: 'summary_text', text }] }),
  ],
  [
    'reasoning_text',
    'text',
    'reasoning',
    (text) => ({ type: 'reasoning', summary: [], content: [{ type: 'reasoning_text', text }] }),
  ],
  ['function_call_arguments', 'arguments', 'tool-arguments', call('function_call', 'arguments')],
  ['mcp_call_arguments', 'arguments', 'tool-arguments', call('mcp_call', 'arguments')],
  ['custom_tool_call_input', 'input', 'tool-arguments', call('custom_tool_call', 'input')],
  ['code_interpreter_call_code', 'code', 'tool-arguments', call('code_interpreter_call', 'code')],
];

function message(part: object) {
  return { type: 'message', role: 'assistant', content: [part] };
}

function call(type: string, key: string) {
  return (complete: string) => ({ type, call_id: 'c', name: 'n', [key]: complete });
}

/** Reads the texts of the parts, without those that introduce calls. */
const textsOf = (...events: object[]) =>
  sse
    .split(streamOf(...events))
    .flatMap(openaiResponses.createReader())
    .filter((part) => part.type !== 'tool-call')
    .map((part) => [part.type, 'text' in part && part.text]);

const event = (type: string, rest: object) => ({
  type: `response.${type}`,
  output_index: 0,
  ...rest,
});

test.each(streamed)('reads %s by delta, and not again when complete', (name, key, type, item) => {
  const texts = textsOf(
    event(`${name}.delta`, { delta: 'a' }),
    event(`${name}.delta`, { delta: 'b' }),
    event(`${name}.done`, { [key]: 'ab' }),
    event('output_item.done', { item: item('ab') }),
  );
  expect(texts).toEqual([
    [type, 'a'],
    [type, 'b'],
  ]);
});

test.each(streamed)('reads %s without deltas once', (name, key, type, item) => {
  const done = event(`${name}.done`, { [key]: 'ab' });
  const itemDone = event('output_item.done', { item: item('ab') });
  expect(textsOf(done, itemDone)).toEqual([[type, 'ab']]);
  expect(textsOf(itemDone, done)).toEqual([[type, 'ab']]);
});
