import { expect, test } from 'vitest';
import { trimIncompleteMarkdown } from './trim-incomplete-markdown.ts';

test.each([
  ['plain text', 'The sum is 5', 'The sum is 5'],
  ['nothing', '', ''],
  ['half a link', 'See [do', 'See '],
  ['a link without its address', 'See [docs](https://exa', 'See '],
  ['a link with half a title', 'See [docs](a.b "the t', 'See '],
  ['half an image', 'See ![a pic', 'See '],
  ['half an image in a link', 'See [![a pic](b.p', 'See '],
  ['half a reference', 'See [docs][o', 'See '],
  ['half a footnote', 'See it[^no', 'See it'],
  ['half a definition', 'So.\n\n[1]: https://exa', 'So.\n\n[1]:'],
  ['a link', 'See [docs](https://a.example)', 'See [docs](https://a.example)'],
  ['text after a bracket', 'Take a[1] first', 'Take a[1] first'],
  ['a number that may count', 'Steps:\n1', 'Steps:\n'],
  ['a number that counts', 'Steps:\n1. ', 'Steps:\n'],
  ['an item that has begun', 'Steps:\n1. F', 'Steps:\n1. F'],
  ['half a task', '- a\n- [x', '- a\n'],
  ['half an entity', 'salt &am', 'salt '],
  ['half an address', 'At <https://exa', 'At '],
  ['a comparison', 'If 5 < 6', 'If 5 < 6'],
  ["a table's head", 'So:\n| a | b', 'So:\n'],
  ["a table's head and half its delimiter row", '| a | b |\n|--', ''],
  ["a table's head and its delimiter row", '| a | b |\n|--|--|\n', ''],
  ['a table with a row', '| a | b |\n|--|--|\n| c', '| a | b |\n|--|--|\n| c'],
  ['a fence that begins', 'So:\n```j', 'So:\n```j'],
  ['brackets in code', '```js\na = [1', '```js\na = [1'],
  ['half a link after code', '```\n1.\n```\n[do', '```\n1.\n```\n'],
])('keeps the complete part of %s', (_what, markdown, complete) => {
  expect(trimIncompleteMarkdown(markdown)).toBe(complete);
});
