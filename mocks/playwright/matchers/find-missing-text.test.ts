import { expect, test } from 'vitest';
import type { AssistantTurn, Transcript } from '../../protocols/transcript.ts';
import { findMissingText } from './find-missing-text.ts';

const answer = (text: string, ...calls: string[]): AssistantTurn => ({
  role: 'assistant',
  text,
  reasoning: '',
  toolCalls: calls.map((name) => ({ name, argumentsText: '' })),
});
const transcript: Transcript = {
  turns: [
    { role: 'user', text: 'Add 2 and 3' },
    answer('Let me see.', 'add'),
    answer('The **sum** is:\n\n```js\n5\n```\nSee [here](https://example.com/x_y).'),
  ],
};

test.each([
  [
    'as it stands',
    'You\nAdd 2 and 3\nAssistant\nLet me see.\nadd Done\nThe sum is:\nCopy\n5\nSee here.',
  ],
  ['with the card before the text', 'Add 2 and 3 ADD let me see the sum is 5 see here'],
])('findMissingText finds nothing missing: %s', (_name, shown) => {
  expect(findMissingText(transcript, shown)).toBeUndefined();
});

test.each([
  ['nothing', '', 'turn 1, user: "Add 2 and 3"'],
  [
    'no card',
    'Add 2 and 3. Let me see. The sum is: 5 See here.',
    'turn 2, assistant: the tool call add',
  ],
  ['half the answer', 'Add 2 and 3. add Let me see. The sum is:', 'turn 3, assistant: "5"'],
  [
    'another order',
    'Let me see. add. The sum is 5 See here. Add 2 and 3',
    'turn 2, assistant: "Let me see."',
  ],
])('findMissingText names the first missing line: %s', (_name, shown, missing) => {
  expect(findMissingText(transcript, shown)).toBe(missing);
});

test('findMissingText misses nothing of an empty transcript', () => {
  expect(findMissingText({ turns: [answer('')] }, '')).toBeUndefined();
});
