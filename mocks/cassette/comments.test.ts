import { expect, test } from 'vitest';
import { commentsOf } from './comments.ts';

test.each([
  ['', []],
  ['a: 1\n', []],
  ['# one\n---\n# two\na: 1 # three\n', ['# one', '# two', '# three']],
  ['a: "# no"\nb: \'# no\'\nc: x#no\n', []],
  ['a: |\n  # no\n  data: # no\nb: 1\n# yes\n', ['# yes']],
  ['a: | # yes\n  # no\n', ['# yes']],
  ['a: |\n# yes\nb: [1, # two\n2]\n', ['# yes', '# two']],
  ['a: >\n  no\n\n  # no\n# yes', ['# yes']],
  ['# x\r\na: 1\r\n', ['# x']],
  ['a: [\n}}\n# x', ['# x']],
])('the comments of %j are %j', (text, comments) => {
  expect(commentsOf(text).map(({ start, end }) => text.slice(start, end))).toEqual(comments);
});
