import { expect, test } from 'vitest';
import { bodyText } from '../../wire/body.ts';
import { ENVELOPES } from '../../test/own-envelopes.ts';
import { chatCassette } from '../chat-cassette.ts';
import type { Exchange } from '../plan-conversation.ts';
import { defineProtocol } from '../define-protocol.ts';

/** Writes an exchange by an envelope. */
function write(name: string, answer: Exchange[1]) {
  const protocol = defineProtocol(ENVELOPES[name]!.declared);
  const { interactions } = chatCassette([['Hi', answer]], { protocol });
  return {
    requests: interactions.map(({ request }) => JSON.parse(bodyText(request.body)) as unknown),
    bodies: interactions.map(({ response }) => bodyText(response.body)),
    headers: interactions[0]!.response.headers,
  };
}

const usage = { input: 1, output: 2 };
const add = { name: 'add', arguments: ['{"a":', '2}'] };

test('writes the end and the counts in one event where both can be in it', () => {
  const { bodies } = write('one of two kinds of answers, and metadata at the end', {
    text: 'Hello',
    usage,
  });
  expect(bodies).toEqual([
    'data: {"event":"message","answer":"Hello"}\n\n' +
      'data: {"event":"message_end","metadata":{"usage":{"input":1,"output":2}}}\n\n',
  ]);
});

test('writes lists of calls, whole, and the results in the next request', () => {
  const answers = [{ toolCalls: [{ ...add, result: { sum: 5 } }] }, { text: 'Five', usage }];
  const { bodies, requests, headers } = write(
    'deltas with lists of calls that the app runs',
    answers,
  );
  expect(headers).toEqual({ 'Content-Type': ['application/x-ndjson'] });
  expect(bodies).toEqual([
    '{"delta":{"calls":[{"tool":"add","id":"call_1_1","input":{"a":2}}]}}\n{"stop_reason":"stop"}\n',
    '{"delta":{"content":"Five"}}\n{"stop_reason":"stop","usage":{"input":1,"output":2}}\n',
  ]);
  expect(requests[1]).toMatchObject({
    messages: [
      { role: 'user', content: 'Hi' },
      { role: 'assistant', tool_calls: [{ id: 'call_1_1' }] },
      { role: 'tool', tool_call_id: 'call_1_1', content: '{"sum":5}' },
    ],
  });
});

test('writes what tools of the back end return in the same response', () => {
  const call = { ...add, result: [5], providerExecuted: true as const };
  const { bodies, requests } = write('typed parts with fragments of arguments', [
    { toolCalls: [call] },
    { text: 'Five', finish: 'length' },
  ]);
  expect(requests).toEqual([{ messages: [{ role: 'user', content: 'Hi' }] }]);
  const events = [
    { type: 'tool-start', toolName: 'add', toolCallId: 'call_1_1' },
    { type: 'tool-delta', inputDelta: '{"a":', toolCallId: 'call_1_1' },
    { type: 'tool-delta', inputDelta: '2}', toolCallId: 'call_1_1' },
    { type: 'tool-output', output: [5], toolCallId: 'call_1_1' },
    { type: 'text-delta', delta: 'Five' },
    { type: 'finish', reason: 'length' },
  ];
  expect(bodies).toEqual([events.map((each) => `data: ${JSON.stringify(each)}\n\n`).join('')]);
});

test('writes text as it is, unless it would be read otherwise', () => {
  const { bodies, requests } = write('plain text and a mark for the end', [
    'Hello',
    '\nthere ',
    '"so"',
    '[END]',
    '{}',
    '\r',
    '42',
  ]);
  expect(requests).toEqual([{ prompt: 'Hi' }]);
  expect(bodies).toEqual([
    [
      'data: Hello',
      'data: \ndata: there ',
      String.raw`data: "\"so\""`,
      'data: "[END]"',
      'data: "{}"',
      String.raw`data: "\r"`,
      'data: 42',
      'data: [END]\n\n',
    ].join('\n\n'),
  ]);
});

test('writes errors inside a stream and instead of one', () => {
  const broken = { text: 'Hel', error: 'Too busy' };
  expect(write('event names and plain text', broken).bodies).toEqual([
    'event: token\ndata: Hel\n\nevent: error\ndata: Too busy\n\n',
  ]);
  expect(write('a type and a token', broken).bodies).toEqual([
    'data: {"type":"token","token":"Hel"}\n\ndata: {"type":"error","message":"Too busy"}\n\n',
  ]);
  const refused = { error: { status: 429, message: 'Too busy' } };
  expect(write('a type and a token', refused).bodies).toEqual(['{"error":{"message":"Too busy"}}']);
});

test('writes the message of an error whose rule has no path', () => {
  const error = { when: { type: 'error' } };
  const protocol = defineProtocol({ name: 'own', text: 'say', error });
  const { data } = protocol.errorEvent!('Too busy', { url: 'http://localhost/', position: 0 });
  expect(data).toBe('{"type":"error","message":"Too busy"}');
  expect(protocol.createReader()({ raw: '', data })).toEqual([
    { type: 'error', message: 'Too busy' },
  ]);
});
