import { describe, expect, test } from 'vitest';
import { replaying } from '../test/replaying.ts';
import { cassette, interaction, streamOfText, user } from '../test/samples.ts';
import { createRecordingIndex } from './recording-index.ts';

const chat = { messages: [user('Hi'), { role: 'assistant', content: 'Hello' }] };
const calling = (...names: string[]) => [
  user('Sum'),
  {
    role: 'assistant',
    content: '…',
    tool_calls: names.map((name) => ({ id: name, function: { name, arguments: '{}' } })),
  },
];
const result = { role: 'tool', tool_call_id: 'add', content: '5' };

/** Explains why a request does not match the only recorded one. */
function missOf(recorded: object[], received: object[], more: object = {}, sent: object = more) {
  return replaying(cassette(interaction(recorded, streamOfText('Hi'), more))).miss(received, sent);
}

describe('differences', () => {
  test.each([
    [
      'text of the user',
      [user('Hi')],
      [user('Bye')],
      { field: 'message 1, text', received: '"Bye"', recorded: '"Hi"' },
    ],
    [
      'number of calls',
      calling('add', 'mul'),
      calling('add'),
      { field: 'message 2, calls', received: 'add', recorded: 'add, mul' },
    ],
    [
      'name of one of several calls',
      calling('add', 'mul'),
      calling('add', 'sub'),
      { field: 'message 2, calls', received: 'add, sub', recorded: 'add, mul' },
    ],
    [
      'calls, where there are none',
      calling('add'),
      calling(),
      { field: 'message 2, calls', received: 'none', recorded: 'add' },
    ],
    [
      'result, where there is none',
      [...calling('add'), result],
      calling('add'),
      { field: 'message 2, result of add', received: 'none', recorded: '"5"' },
    ],
  ])('name the %s', (_name, recorded, received, difference) => {
    expect(missOf(recorded, received).nearest?.differences).toEqual([difference]);
  });

  test('come with the request, whose calls may have no result', () => {
    const { received } = missOf([user('Hi')], calling('add', 'mul'));
    const calls = '2 assistant calls add({}) → no result, mul({}) → no result';
    expect(received).toEqual(['1 user "Sum"', calls]);
  });

  test.each([
    ['the request', {}, { stream: undefined }],
    ['the recording', { stream: undefined }, {}],
  ])('leave out stream, where %s says nothing of it', (_name, more, sent) => {
    const { nearest } = missOf([user('Hi')], [user('Bye')], more, sent);
    expect(nearest?.differences).toMatchObject([{ field: 'message 1, text' }]);
  });

  test('name the roles by match turn, a tool for each result', () => {
    const recorded = interaction([...calling('add', 'mul'), result], '');
    const { nearest } = replaying(cassette(recorded), { match: 'turn' }).miss(calling('add'));
    expect(nearest?.differences).toEqual([
      { field: 'the roles', received: 'user, assistant', recorded: 'user, assistant, tool' },
    ]);
  });

  const read = '1 user "Hi" 2 assistant, without calls';
  test.each([
    ['ask', { q: 1 }, { q: 2 }, '{"q":1}', '{"q":2}', ''],
    ['chat/completions', chat, { q: 2 }, read, '{"q":2}', ', read as openai-chat'],
    ['chat/completions', { q: 1 }, chat, '{"q":1}', read, ', read as openai-chat'],
  ])('show the bodies at %s where one is not a conversation: %j, %j', (...row) => {
    const [path, recordedBody, body, recorded, received, suffix] = row;
    const base = interaction([], '');
    const [url, method] = [`https://x.test/v1/${path}`, 'POST'];
    const request = { ...base.request, url, body: JSON.stringify(recordedBody) };
    const index = createRecordingIndex([cassette({ ...base, request })], {});
    const differences = [{ field: `the request body${suffix}`, received, recorded }];
    expect(index.find({ method, url, body: JSON.stringify(body) })).toMatchObject({
      miss: { nearest: { differences } },
    });
  });
});
