import { convertToModelMessages, type ModelMessage } from 'ai';
import { expect, test } from 'vitest';
import { uiMessages } from './ui-messages.ts';

const call = {
  type: 'tool-call',
  toolCallId: '0',
  toolName: 'add',
  input: { a: 2, b: 3 },
} as const;
const result = (output: { type: 'text' | 'error-text'; value: string }) => ({
  role: 'tool' as const,
  content: [{ type: 'tool-result' as const, toolCallId: '0', toolName: 'add', output }],
});

test('is the way back of `convertToModelMessages`, also where an id recurs', async () => {
  const history: ModelMessage[] = [
    { role: 'user', content: [{ type: 'text', text: 'Add' }] },
    { role: 'assistant', content: [{ type: 'text', text: 'I add.' }, call] },
    result({ type: 'text', value: '5' }),
    { role: 'assistant', content: [{ type: 'reasoning', text: 'Once more' }, call] },
    result({ type: 'error-text', value: 'No.' }),
    { role: 'assistant', content: [{ type: 'text', text: 'It is 5.' }] },
    { role: 'user', content: [{ type: 'text', text: 'Thanks' }] },
  ];
  const messages = uiMessages(history);
  expect(messages.map(({ id, role }) => [id, role])).toEqual([
    ['0', 'user'],
    ['1', 'assistant'],
    ['2', 'user'],
  ]);
  expect(await convertToModelMessages(messages)).toMatchObject(history);
});
