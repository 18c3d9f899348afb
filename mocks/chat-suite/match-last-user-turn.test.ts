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
  ['the same question', [user('Hi')], [user('Hi')], true],
  ['another question', [user('Hi')], [user('Bye')], false],
  ['the same after a stopped answer', [user('Hi'), assistant, user('Hi')], [user('Hi')], true],
  ['the same after a failure', [user('Hi'), user('Hi')], [user('Hi')], true],
  ['a tool result, for a question', [user('Hi'), called, result], [user('Hi')], false],
  [
    'tool results after a failure',
    [user('A'), user('Hi'), called, result],
    [user('Hi'), called, result],
    true,
  ],
])('compares the last user turn: %s', (_what, sent, recorded, same) => {
  const request = (messages: object[]) => {
    const body = { stream: true, messages };
    const url = 'https://api.example.com/v1/chat/completions';
    const conversation = openaiChat.readRequest(body)!;
    return { method: 'POST', url, body, conversation };
  };
  expect(matchLastUserTurn(request(sent), request(recorded))).toBe(same);
});

test('rejects a request without a conversation', () => {
  const unknown = { method: 'POST', url: 'https://api.example.com/', body: '' };
  expect(matchLastUserTurn(unknown, unknown)).toBe(false);
});
