import { expect, test } from 'vitest';
import { cassette, interaction, user } from '../test/samples.ts';
import { answer, ask, missOf, post, serve } from '../test/server.ts';
import type { Miss } from './miss.ts';
import { createRecordingIndex } from './recording-index.ts';

const adding = { type: 'tool_use', id: 'a', name: 'add', input: { a: 1 } };

test('a request that is not recorded gets a 501 that says what came, what is nearest and where they differ', async () => {
  const misses: Miss[] = [];
  const loop = [
    user('Add 2 and 3'),
    {
      role: 'assistant',
      tool_calls: [{ id: 'a', function: { name: 'add', arguments: '{"a":2,"b":3}' } }],
    },
  ];
  const tool = (content: string) => ({ role: 'tool', tool_call_id: 'a', content });
  serve(
    cassette(
      interaction([user('Hi')], answer('Hello')),
      interaction([...loop, tool('5')], answer('5')),
    ),
    { onMiss: (miss) => misses.push(miss) },
  );

  const response = await post({ messages: [...loop, tool('6')], stream: true });
  expect(response.status).toBe(501);
  expect(response.headers.get('x-playhead')).toBe('miss');
  const body = (await response.json()) as { error: { message: string; code: number }; miss: Miss };
  expect(body.miss).toEqual(misses[0]);
  expect(body.error).toMatchObject({ code: 501, message: body.miss.message });
  expect(body.miss.message).toBe(
    [
      'Cannot answer POST https://api.example.com/v1/chat/completions: no recorded interaction asks this.',
      '',
      'asked:',
      '  1 user "Add 2 and 3"',
      '  2 assistant calls add({"a":2,"b":3}) → "6"',
      'nearest of 2 recorded: sample.yaml, interaction 2:',
      '  1 user "Add 2 and 3"',
      '  2 assistant calls add({"a":2,"b":3}) → "5"',
      'differences:',
      '  message 2, result of add',
      '    asked     "6"',
      '    recorded  "5"',
      '',
      "Ask what was recorded, record a cassette that holds this conversation, or set match: 'turn', where a tool gives another result each time.",
    ].join('\n'),
  );
});

test.each([
  [
    'one turn too many',
    [user('Hi'), { role: 'assistant', content: 'Hello' }, user('Bye')],
    {},
    { field: 'message 2', recorded: 'nothing: the conversation ends before it' },
  ],
  [
    'a conversation that is empty',
    [],
    {},
    { field: 'message 1', received: 'nothing: the conversation ends before it' },
  ],
  [
    'no stream',
    [user('Hi')],
    { stream: false },
    { field: 'stream', received: 'false', recorded: 'true' },
  ],
])('a miss explains %s', async (_name, messages, more, difference) => {
  serve(cassette(interaction([user('Hi')], answer('Hello'))));
  const miss = await missOf(await post({ messages, stream: true, ...more }));
  expect(miss.nearest?.differences[0]).toMatchObject(difference);
});

test('a miss names the recording of which the app has forgotten a message', async () => {
  const [hi, hello, bye] = [user('Hi'), { role: 'assistant', content: 'Hello' }, user('Bye')];
  serve(
    cassette(
      interaction([hi], answer('Hello')),
      interaction([hi, hello, bye], answer('Bye')),
      interaction([hi, hello, bye, hello, hi], answer('Hello')),
    ),
  );
  const miss = await missOf(await post({ messages: [hi, bye], stream: true }));
  expect(miss.nearest).toMatchObject({
    interaction: 2,
    differences: [
      { field: 'message 2', received: 'user "Bye"', recorded: expect.stringMatching(/^assistant/) },
      { field: 'message 3', recorded: 'user "Bye"' },
    ],
  });
});

test('a miss explains that a recording has been played', async () => {
  serve(cassette(interaction([user('Hi')], answer('Hello'))));
  await ask('Hi');
  const miss = await missOf(await post({ messages: [user('Hi')], stream: true }));
  expect(miss.message).toMatch(
    /every interaction that asks this has been played[^]*set repeat: true\.$/,
  );
});

test.each(['', 'not json', '{"prompt":"Hi"}', '[]'])(
  'a body that is no completion request is a miss: %j',
  async (body) => {
    serve(cassette(interaction([user('Hi')], answer('Hello'))));
    const response = await post(body);
    expect(response.status).toBe(501);
    const [difference] = (await missOf(response)).nearest!.differences;
    expect(difference!.field).toBe('the request body, read as openai-chat');
  },
);

test.each([
  [
    'https://api.anthropic.com/v1/messages',
    [
      user('Sum'),
      { role: 'assistant', content: [{ type: 'server_tool_use', name: 'search' }, adding] },
      { role: 'user', content: [{ type: 'tool_result', tool_use_id: 'a', content: '1' }] },
    ],
    [
      user('Sum'),
      { role: 'assistant', content: [adding] },
      { role: 'user', content: [{ type: 'tool_result', tool_use_id: 'a', content: '2' }] },
    ],
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
])('a miss names the result alone, whatever is not compared: %s', (url, recorded, asked) => {
  const bodyOf = (input: object[]) => JSON.stringify({ input, messages: input, stream: true });
  const tape = interaction([], '');
  tape.request = { ...tape.request, url, body: bodyOf(recorded) };
  const found = createRecordingIndex([cassette(tape)], {}).find({
    method: 'POST',
    url,
    body: bodyOf(asked),
  });
  expect(found && 'miss' in found && found.miss.nearest?.differences).toEqual([
    { field: 'message 2, result of add', received: '"2"', recorded: '"1"' },
  ]);
});

test('a miss names the protocol that the recording speaks, where nothing else differs', () => {
  const url = 'https://api.anthropic.com/v1/messages';
  const turns = [
    user('Sum'),
    { role: 'assistant', content: [adding] },
    { role: 'user', content: [{ type: 'tool_result', tool_use_id: 'a', content: '1' }] },
  ];
  const anthropic = interaction(turns, '');
  anthropic.request = { ...anthropic.request, url };
  const openai = interaction([user('Bye')], answer('Bye'));
  const tool_calls = [{ id: 'a', function: { name: 'add', arguments: '{"a":1}' } }];
  const messages = [
    user('Sum'),
    { role: 'assistant', tool_calls },
    { role: 'tool', tool_call_id: 'a', content: '1' },
  ];
  const found = createRecordingIndex([cassette(openai, anthropic)], { endpoint: '/api/chat' }).find(
    {
      method: 'POST',
      url: 'http://localhost/api/chat',
      body: JSON.stringify({ messages, stream: true }),
    },
  );
  expect(found && 'miss' in found && found.miss.nearest?.differences).toEqual([
    { field: 'the protocol', received: 'openai-chat', recorded: 'anthropic-messages' },
  ]);
});

test('a miss in what the person says does not send one to compare the roles alone', async () => {
  serve(cassette(interaction([user('Hi')], answer('Hello'))));
  const miss = await missOf(await post({ messages: [user('Bye')], stream: true }));
  expect(miss.message).not.toContain("match: 'turn'");
});
