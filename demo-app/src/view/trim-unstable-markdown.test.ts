import { expect, test } from 'vitest';
import { trimUnstableMarkdown } from './trim-unstable-markdown.ts';

const CASES: readonly [what: string, markdown: string, shown: string][] = [
  ['plain text', 'The sum is 5.', 'The sum is 5.'],
  ['a blank at the end', 'The ', 'The '],
  ['what may become a list or a heading', 'Results:\n-', 'Results:\n'],
  ['a list item that has begun', 'Results:\n- A', 'Results:\n- A'],
  ['an item that begins with bold', 'Results:\n- **', 'Results:\n'],
  ['a number that may count a list', 'Steps:\n1.', 'Steps:\n'],
  ['a number within a line', 'It is 1.', 'It is 1.'],
  ['a heading without words', '# ', ''],
  ['a task without words', '- [x]', ''],
  ['a table head on its own', 'So:\n| a | b |', 'So:\n'],
  ['a table head with half its rule', '| a | b |\n|--', ''],
  ['a table', '| a | b |\n|--|--|\n| 1', '| a | b |\n|--|--|\n| 1'],
  ['a mark of emphasis', 'It is **', 'It is '],
  ['open emphasis', 'It is **bo', 'It is **bo'],
  ['an exclamation', 'Done!', 'Done!'],
  ['what may be an image', 'See !', 'See '],
  ['an open link', 'See [the page](https://example.com/a_(b', 'See '],
  ['a link', 'See [it](https://example.com)', 'See [it](https://example.com)'],
  ['a bracket in use', 'Take a[1] first', 'Take a[1] first'],
  ['half an entity', 'AT&am', 'AT'],
  ['half an address', 'At <https://exa', 'At '],
  ['a comparison', 'If 5 < 6', 'If 5 < 6'],
  ['marks in code', '```js\na *', '```js\na *'],
  ['half the end of code', '```js\na\n``', '```js\na\n'],
];

test.each(CASES)('shows only the stable part of %s', (_what, markdown, shown) => {
  expect(trimUnstableMarkdown(markdown)).toBe(shown);
});
