import { expect, test } from 'vitest';
import { contentText } from './content-text.ts';

test.each([
  ['a string', 'Hi', 'Hi'],
  ['absent content', undefined, ''],
  [
    'texts and refusals',
    [
      { type: 'text', text: 'No' },
      { type: 'refusal', refusal: '!' },
    ],
    'No!',
  ],
  ['other parts by type', [{ type: 'image' }, { type: 'text', text: '' }, {}], '[image][part]'],
  ['a single part', { type: 'screenshot' }, '[screenshot]'],
])('reads %s', (_name, content, text) => {
  expect(contentText(content)).toBe(text);
});
