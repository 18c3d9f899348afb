import { expect, test } from 'vitest';
import { toSpeech } from './to-speech.ts';

const CASES: readonly [what: string, markdown: string, said: string][] = [
  ['a heading', '## Sums', 'Sums'],
  ['emphasis', '**Two** and _three_ are ~~six~~ *five*', 'Two and _three_ are six five'],
  ['a name with underscores', 'call my_tool_name now', 'call my_tool_name now'],
  ['code in a line', 'Call `add()` now', 'Call add() now'],
  ['a link', 'See [the page](https://example.com/a)', 'See the page'],
  ['an image', '![A cat](cat.png)', 'A cat'],
  ['a list', '- one\n- two', 'one two'],
  ['a task', '- [x] bought', 'bought'],
  ['a quote', '> so', 'so'],
  ['a table', '| a | b |\n|---|---|\n| 1 | 2 |', 'a, b 1, 2'],
  ['a rule', 'one\n\n---\n\ntwo', 'one two'],
  ['code', 'so:\n```js\nsecret\n```\nend', 'so: Code block. end'],
  ['code that has no end', '```js\nsecret', 'Code block.'],
  ['a product', '2 * 3', '2 * 3'],
];

test.each(CASES)('says %s', (_what, markdown, said) => {
  expect(toSpeech(markdown)).toBe(said);
});
