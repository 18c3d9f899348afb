import { expect, test } from 'vitest';
import { openaiChat } from '../protocols/openai-chat.ts';
import { matchLastUserTurn } from './match-last-user-turn.ts';

const user = (content: string) => ({ role: 'user', content });
const assistant = { role: 'assistant', content: 'Half an ans' };
const called = {
  role: 'assistant',
  content: null,
  tool_calls: [{ id: '1', type: 'function', function: { name: 'add', arguments: '{}' } }],
};
const result = { role: 'tool', tool_call_id: '1', content: '5' };

test.each<[string, object[], object[], boolean]>([
  ['the same', [user('Hi')], [user('Hi')], true],
  ['another', [user('Hi')], [user('Bye')], false],
  ['what was stopped before', [user('Hi'), assistant, user('Hi')], [user('Hi')], true],
  ['what failed before', [user('Hi'), user('Hi')], [user('Hi')], true],
  ['a result', [user('Hi'), called, result], [user('Hi')], false],
  [
    'results after a failure',
    [user('A'), user('Hi'), called, result],
    [user('Hi'), called, result],
    true,
  ],
])('compares what was asked last: %s', (_what, asked, recorded, same) => {
  const request = (messages: object[]) => {
    const body = { stream: true, messages };
    const url = 'https://api.example.com/v1/chat/completions';
    const conversation = openaiChat.readRequest(body)!;
    return { method: 'POST', url, body, conversation };
  };
  expect(matchLastUserTurn(request(asked), request(recorded))).toBe(same);
});

test('a request that nobody can read is no question', () => {
  const unread = { method: 'POST', url: 'https://api.example.com/', body: '' };
  expect(matchLastUserTurn(unread, unread)).toBe(false);
});
