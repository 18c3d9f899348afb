import { describe, expect, test } from 'vitest';
import { replaying } from '../test/replaying.ts';
import { cassette, interaction, streamOfText, user } from '../test/samples.ts';
import { createRecordingIndex } from './recording-index.ts';

const hello = { role: 'assistant', content: 'Hello' };
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

  test('stand beside the calls that have no result', () => {
    const { received } = missOf([user('Hi')], calling('add'));
    expect(received).toEqual(['1 user "Sum"', '2 assistant calls add({}) → no result']);
  });

  test.each([
    ['the request', {}, { stream: undefined }],
    ['the recording', { stream: undefined }, {}],
  ])('leave out stream, where %s says nothing of it', (_name, more, sent) => {
    const { nearest } = missOf([user('Hi')], [user('Bye')], more, sent);
    expect(nearest?.differences).toMatchObject([{ field: 'message 1, text' }]);
  });

  test('join the messages of the side that a protocol reads', () => {
    const [plain, chat] = [{ prompt: 'Hi' }, { messages: [user('Hi'), hello] }];
    const sides = (recorded: object, received: object) => {
      const base = interaction([], '');
      const request = { ...base.request, body: JSON.stringify(recorded) };
      const found = createRecordingIndex([cassette({ ...base, request })], {}).find({
        method: 'POST',
        url: request.url,
        body: JSON.stringify(received),
      });
      return 'miss' in found ? found.miss.nearest?.differences : [];
    };
    const field = 'the request body, read as openai-chat';
    const [read, unread] = ['1 user "Hi" 2 assistant, without calls', '{"prompt":"Hi"}'];
    expect(sides(plain, chat)).toEqual([{ field, received: read, recorded: unread }]);
    expect(sides(chat, plain)).toEqual([{ field, received: unread, recorded: read }]);
  });
});
