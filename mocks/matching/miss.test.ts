import { describe, expect, test } from 'vitest';
import { completionRequest, replaying } from '../test/replaying.ts';
import { cassette, interaction, streamOfText, user } from '../test/samples.ts';
import type { Match } from './options.ts';
import { createRecordingIndex } from './recording-index.ts';

const hi = interaction([user('Hi')], streamOfText('Hello'));
const hello = { role: 'assistant', content: 'Hello' };
const adding = { type: 'tool_use', id: 'a', name: 'add', input: { a: 1 } };
const toolResult = (content: string) => ({
  role: 'user',
  content: [{ type: 'tool_result', tool_use_id: 'a', content }],
});

describe('explainMiss', () => {
  test.each([
    ['at the same path', '/v1/chat/completions', {}],
    ['at the endpoint', '/api/chat', { endpoint: '/api/chat' }],
    ['at a path of its own', '/api/chat', {}],
  ])('names the protocol of an app that speaks another one, %s', (_name, path, options) => {
    const parts = [{ type: 'text', text: 'Hi' }];
    const ui = { messages: [{ id: 'a', role: 'user', parts }] };
    const index = createRecordingIndex([cassette(hi)], options);
    const found = index.find({
      method: 'POST',
      url: `https://x.test${path}`,
      body: JSON.stringify(ui),
    });
    expect(found).toMatchObject({
      miss: {
        message: expect.stringMatching(/speaks ai-sdk-ui.*hold openai-chat.*Record/) as string,
      },
    });
  });

  test.each([
    [['chat/completions', 'ask', 'messages'], 'hold openai-chat and anthropic-messages. '],
    [['ask'], 'Cannot answer POST https://x.test/v1/ask: no recorded interaction matches'],
  ])('names the protocols that are known of recordings at %j', (paths, words) => {
    const recordings = paths.map((path) => {
      const request = { ...hi.request, url: `https://x.test/v1/${path}`, body: '{"messages":[]}' };
      return { ...hi, request, response: { ...hi.response, body: 'data: 1\n\n' } };
    });
    const ui = { messages: [{ role: 'user', parts: [{ type: 'text', text: 'Hi' }] }] };
    const replay = replaying(cassette(...recordings), { endpoint: '/v1/ask' });
    expect(replay.miss([], ui, 'https://x.test/v1/ask').message).toContain(words);
  });

  test('says nothing of protocols where the app speaks a recorded one', () => {
    for (const path of ['v1/chat/completions', 'other', 'api/chat']) {
      const url = `https://x.test/${path}`;
      const found = createRecordingIndex([cassette(hi)], {}).find(
        completionRequest('Bye', {}, url),
      );
      expect(found).toMatchObject({
        miss: { message: expect.not.stringContaining('speaks') as string },
      });
    }
  });

  test('describes the request, the nearest recording and the differences', () => {
    const call = { id: 'a', function: { name: 'add', arguments: '{"a":2,"b":3}' } };
    const loop = (content: string) => [
      user('Add 2 and 3'),
      { role: 'assistant', tool_calls: [call] },
      { role: 'tool', tool_call_id: 'a', content },
    ];
    const replay = replaying(cassette(hi, interaction(loop('5'), streamOfText('5'))));
    expect(replay.miss(loop('6')).message).toMatchInlineSnapshot(`
      "Cannot answer POST https://x.test/v1/chat/completions: no recorded interaction matches this request.

      received:
        1 user "Add 2 and 3"
        2 assistant calls add({"a":2,"b":3}) → "6"
      nearest of 2 recorded: sample.yaml, interaction 2:
        1 user "Add 2 and 3"
        2 assistant calls add({"a":2,"b":3}) → "5"
      differences:
        message 2, result of add
          received  "6"
          recorded  "5"

      Send a recorded request, record this conversation (npx playhead record), or set match: 'turn' if a tool returns something else each time."
    `);
  });

  test.each([
    [
      'a message too many',
      [user('Hi'), hello, user('Bye')],
      {},
      { field: 'message 2', recorded: 'nothing: the conversation ends before it' },
    ],
    [
      'an empty conversation',
      [],
      {},
      { field: 'message 1', received: 'nothing: the conversation ends before it' },
    ],
    [
      'a request without a stream',
      [user('Hi')],
      { stream: false },
      { field: 'stream', received: 'false', recorded: 'true' },
    ],
  ])('names the difference of %s', (_name, messages, more, difference) => {
    const { nearest } = replaying(cassette(hi)).miss(messages, more);
    expect(nearest?.differences[0]).toMatchObject(difference);
  });

  test.each([
    [
      'arguments',
      'add',
      '{"a":1}',
      '5',
      { field: 'message 2, arguments of add', received: '{"a":1}' },
    ],
    ['results', 'add', '{}', '6', { field: 'message 2, result of add', received: '"6"' }],
    ['names', 'sub', '{}', '5', { field: 'message 2, calls', received: 'sub', recorded: 'add' }],
  ])('names calls that differ in their %s', (_name, name, args, content, difference) => {
    const loop = (called: string, argumentsText: string, result: string) => [
      user('Add'),
      {
        role: 'assistant',
        tool_calls: [{ id: 'a', function: { name: called, arguments: argumentsText } }],
      },
      { role: 'tool', tool_call_id: 'a', content: result },
    ];
    const replay = replaying(cassette(interaction(loop('add', '{}', '5'), streamOfText('5'))));
    const { nearest } = replay.miss(loop(name, args, content));
    expect(nearest?.differences).toEqual([expect.objectContaining(difference)]);
  });

  test('names a message of the user in the place of one of the assistant', () => {
    const { nearest } = replaying(
      cassette(interaction([user('Hi'), hello, user('Bye')], streamOfText('Bye'))),
    ).miss([user('Hi'), user('Bye')]);
    expect(nearest?.differences[0]).toEqual({
      field: 'message 2',
      received: 'user "Bye"',
      recorded: 'assistant, without calls',
    });
  });

  test('says that the recording has been played, and suggests repeat', () => {
    const replay = replaying(cassette(hi));
    replay.reply('Hi');
    const { message, nearest } = replay.miss('Hi');
    expect(message).toMatch(/already been played[^]*repeat: true\.$/);
    expect(nearest?.differences).toEqual([
      { field: 'number of requests', received: 'one more', recorded: 'one, with response 200' },
    ]);
  });

  test.each([
    ['', 'an empty body'],
    ['not json', 'not json'],
    ['{"prompt":"Hi"}', '{"prompt":"Hi"}'],
    ['[]', '[]'],
  ])('describes a body that is not a completion request: %j', (body, received) => {
    const index = createRecordingIndex([cassette(hi)], {});
    expect(index.find({ ...completionRequest('Hi'), body })).toMatchObject({
      miss: {
        received: [received],
        nearest: { differences: [{ field: 'the request body, read as openai-chat' }] },
      },
    });
  });

  test('describes a conversation without messages', () => {
    expect(replaying(cassette(hi)).miss([]).received).toEqual(['no messages']);
  });

  test.each([
    [
      'https://api.anthropic.com/v1/messages',
      [
        user('Sum'),
        { role: 'assistant', content: [{ type: 'server_tool_use', name: 'search' }, adding] },
        toolResult('1'),
      ],
      [user('Sum'), { role: 'assistant', content: [adding] }, toolResult('2')],
    ],
    [
      'https://api.openai.com/v1/responses',
      [
        user('Sum'),
        { type: 'function_call', call_id: 'a', name: 'add', arguments: '{"a":1}' },
        { type: 'function_call_output', call_id: 'a', output: '1' },
      ],
      [
        user('Sum'),
        { type: 'item_reference', id: 'fc_1' },
        { type: 'function_call_output', call_id: 'a', output: '2' },
      ],
    ],
    [
      'https://api.openai.com/v1/responses',
      [
        user('Sum'),
        { type: 'item_reference', id: 'fc_1' },
        { type: 'function_call_output', call_id: 'a', output: '1' },
      ],
      [
        user('Sum'),
        { type: 'function_call', call_id: 'a', name: 'add', arguments: '{"a":1}' },
        { type: 'function_call_output', call_id: 'a', output: '2' },
      ],
    ],
  ])('leaves out the fields that are not compared: %s', (url, recorded, received) => {
    const base = interaction(recorded, '', { input: recorded });
    const replay = replaying(cassette({ ...base, request: { ...base.request, url } }));
    expect(replay.miss(received, { input: received }, url).nearest?.differences).toEqual([
      { field: 'message 2, result of add', received: '"2"', recorded: '"1"' },
    ]);
  });

  test('names the protocol where nothing else differs', () => {
    const url = 'https://api.anthropic.com/v1/messages';
    const content = [adding];
    const base = interaction([user('Sum'), { role: 'assistant', content }, toolResult('1')], '');
    const anthropic = { ...base, request: { ...base.request, url } };
    const openai = interaction([user('Bye')], streamOfText('Bye'));
    const tool_calls = [{ id: 'a', function: { name: 'add', arguments: '{"a":1}' } }];
    const messages = [
      user('Sum'),
      { role: 'assistant', tool_calls },
      { role: 'tool', tool_call_id: 'a', content: '1' },
    ];
    const replay = replaying(cassette(openai, anthropic), { endpoint: '/api/chat' });
    const miss = replay.miss(messages, {}, 'http://localhost/api/chat');
    expect(miss.nearest?.differences).toEqual([
      { field: 'the protocol', received: 'openai-chat', recorded: 'anthropic-messages' },
    ]);
  });

  test.each<[string, object[], Match]>([
    ['another text', [user('Bye')], 'conversation'],
    ['another role', [user('Hi'), hello], 'conversation'],
    ['another body', [user('Hi')], 'exact'],
  ])("does not suggest match: 'turn' for %s", (_name, messages, match) => {
    const { message } = replaying(cassette(hi), { match }).miss(messages);
    expect(message).toMatch(
      /\n\nSend a recorded request, or record this conversation \(npx playhead record\)\.$/,
    );
  });
});

describe('explainNoRoute', () => {
  test('names the request and suggests endpoint', () => {
    const { message, received } = replaying(cassette(hi)).miss('Hi', {}, 'http://a.test/ask');
    expect(message).toMatch(/POST http:\/\/a\.test\/ask.*endpoint/);
    expect(received).toEqual([]);
  });

  test('suggests a recording where the cassettes are empty', () => {
    expect(replaying(cassette()).miss('Hi').message).toMatch(/no interactions.*Record/);
  });
});
