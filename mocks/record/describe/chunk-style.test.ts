import { expect, test } from 'vitest';
import type { RecordedResponse } from '../../cassette/cassette.ts';
import { readCassette } from '../../node/cassette-files.ts';
import { call, cassette, chunk, interaction, streamOf, user } from '../../test/samples.ts';
import { amazonFrames } from '../../wire/amazon-frames.ts';
import { readInteractions } from '../read-interactions.ts';
import { type ChunkStyle, chunkStyleOf } from './chunk-style.ts';

const styleIn = (name: string, number = 1) =>
  chunkStyleOf(readInteractions(readCassette(`cassettes/${name}.yaml`))[number - 1]!);
const styleOf = (body: string, more: Partial<RecordedResponse> = {}) => {
  const { response, ...rest } = interaction([user('Hi')], body);
  return chunkStyleOf(
    readInteractions(cassette({ ...rest, response: { ...response, ...more } }))[0]!,
  );
};

test.each<[string, Partial<ChunkStyle>]>([
  [
    'groq/tool_streaming',
    {
      framing: 'sse',
      toolCalls: 'whole',
      usage: ['finish', 'own'],
      callIds: ['functions.<name>:<n>'],
      done: true,
      lineEnds: 'LF',
      eventTimes: false,
      chunkSizes: false,
    },
  ],
  ['openrouter/multi_tool_streaming_kimi-k2', { toolCalls: 'fragments' }],
  ['handmade/openai-chat/comments', { comments: 3, usage: [], toolCalls: 'none', callIds: [] }],
  ['handmade/openai-chat/no-done', { done: false }],
  ['handmade/openai-chat/crlf', { lineEnds: 'CRLF' }],
  ['handmade/openai-chat/bare-cr', { lineEnds: 'CR' }],
  ['handmade/openai-chat/id-absent', { callIds: ['none'] }],
  ['handmade/openai-chat/id-toolu', { callIds: ['toolu_…'] }],
  ['handmade/openai-chat/id-of-one-digit', { callIds: ['<n>'] }],
  ['handmade/openai-chat/id-add-0', { callIds: ['<name>:<n>'] }],
  ['handmade/openai-chat/usage-on-the-finish-chunk', { usage: ['finish'] }],
  ['handmade/openai-chat/usage-beside-empty-choices', { usage: ['own'] }],
  ['handmade/google/call-ids', { usage: ['every'], toolCalls: 'whole', callIds: ['<letters>'] }],
  ['handmade/anthropic/tool-loop', { usage: ['own', 'finish'], reasoningFields: ['thinking'] }],
  ['handmade/bedrock/tool-loop', { framing: 'amazon-frames', events: 12 }],
  ['handmade/ollama/tool-loop', { framing: 'ndjson', reasoningFields: ['thinking'] }],
  ['handmade/anthropic/not-streamed', { framing: 'document', events: 1, usage: ['finish'] }],
  ['handmade/openai-chat/reasoning-content', { reasoningFields: ['reasoning_content'] }],
  ['handmade/openai-chat/reasoning-details-alone', { reasoningFields: ['reasoning_details'] }],
  [
    'handmade/openai-chat/reasoning-in-both-fields',
    { reasoningFields: ['reasoning_content', 'reasoning'] },
  ],
  ['handmade/google/tool-loop', { reasoningFields: ['thought'] }],
])('%s', (name, style) => {
  expect(styleIn(name)).toMatchObject(style);
});

test.each(['amazon-frames', 'document'])('%s have no line ends', (framing) => {
  const name = framing === 'document' ? 'anthropic/not-streamed' : 'bedrock/tool-loop';
  expect(styleIn(`handmade/${name}`)).not.toHaveProperty('lineEnds');
});

test('some calls come whole, others in fragments', () => {
  const body = streamOf(
    chunk({ tool_calls: [call(0, 'a', 'add', '{}')] }),
    chunk({ tool_calls: [call(1, '3f2504e0-4f89-11d3-9a0c-0305e82c3301', 'add', '{')] }),
    chunk({ tool_calls: [call(1, null, null, '}')] }),
  );
  expect(styleOf(body)).toMatchObject({ toolCalls: 'both', callIds: ['<letters>', '<uuid>'] });
});

test('a call keeps the id that came first', () => {
  const body = streamOf(
    chunk({ tool_calls: [call(0, 'call_1', 'add', '')] }),
    chunk({ tool_calls: [call(0, null, 'add', '{}')] }),
  );
  expect(styleOf(body).callIds).toEqual(['call_…']);
});

test('finds reasoning in Amazon frames', () => {
  const event = {
    type: 'content_block_delta',
    index: 0,
    delta: { type: 'thinking_delta', thinking: 'Hm' },
  };
  const data = JSON.stringify({ bytes: btoa(JSON.stringify(event)) });
  const { request, response, id } = interaction([user('Hi')], '');
  const url = 'https://bedrock.example.com/model/a/invoke-with-response-stream';
  const headers = { 'Content-Type': ['application/vnd.amazon.eventstream'] };
  const body = amazonFrames.write({ data });
  const recorded = { id, request: { ...request, url }, response: { ...response, headers, body } };
  expect(chunkStyleOf(readInteractions(cassette(recorded))[0]!)).toMatchObject({
    framing: 'amazon-frames',
    reasoningFields: ['thinking'],
  });
});

test('finds usage beside text, mixed line ends and recorded times', () => {
  const body = `${streamOf(chunk({ content: 'a' }, { usage: {} }), chunk({ content: 'b' }))}: bye\r\n`;
  expect(styleOf(body, { event_times: [1, 2], chunk_sizes: [3] })).toMatchObject({
    usage: ['content'],
    lineEnds: 'mixed',
    comments: 1,
    eventTimes: true,
    chunkSizes: true,
  });
});
