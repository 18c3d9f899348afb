import { expect, test } from 'vitest';
import { openaiChat } from '../protocols/openai-chat.ts';
import { canonicalJson, parseJson } from './json.ts';
import { anthropicMessages } from '../protocols/anthropic-messages.ts';
import { streamOf } from '../test/samples.ts';
import { sse } from '../wire/sse.ts';

const nested = (levels: number) => '['.repeat(levels) + ']'.repeat(levels);

test('parseJson parses 500 levels and rejects deeper nesting', () => {
  expect(parseJson(nested(500))).toBeDefined();
  expect(parseJson(nested(501))).toBeUndefined();
  expect(parseJson(nested(100_000))).toBeUndefined();
});

test('parseJson does not count brackets in strings as levels', () => {
  const texts = Array.from({ length: 600 }, () => '[{"\\');
  expect(parseJson(JSON.stringify(texts))).toEqual(texts);
});

test('parseJson rejects a million unclosed brackets at once', () => {
  expect(parseJson('['.repeat(1_000_000))).toBeUndefined();
  expect(parseJson(`"${'\\"'.repeat(1_000_000)}`)).toBeUndefined();
});

test('readers survive an event and a request that are nested too deeply', () => {
  const deep = `{"error":${nested(100_000)}}`;
  for (const protocol of [openaiChat, anthropicMessages]) {
    const parts = sse.split(streamOf(deep)).flatMap(protocol.createReader());
    expect(parts).toMatchObject([{ type: 'error' }]);
    expect(protocol.readRequest(parseJson(deep), '')).toBeUndefined();
  }
});

test('canonicalJson gives equal values equal text, whatever their key order', () => {
  expect(canonicalJson({ b: 1, a: { d: 2, c: 3 } })).toBe('{"a":{"c":3,"d":2},"b":1}');
});
