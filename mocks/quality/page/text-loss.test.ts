import { expect, test } from 'vitest';
import { findLoss } from './text-loss.ts';

test.each<[what: string, before: string, after: string, lost: string[]]>([
  ['a text that grows', 'Hello wor', 'Hello world', []],
  ['a text that grows before a button', 'Hello wor\nCopy', 'Hello world\nCopy', []],
  ['a text that grows while a state beside it changes back', 'A Hel', 'A Hello', []],
  ['a text that begins', '', 'Hello', []],
  ['a text that is moved down', 'one two', 'new one two', []],
  ['words that change places', 'one two', 'two one', []],
  ['a text that is cut', 'Hello world', 'Hello', ['world']],
  ['a word that is cut', 'Hello world', 'Hello wor', ['world']],
  ['a text that vanishes', 'Hello world', '', ['Hello', 'world']],
  ['words in the middle', 'one two three four', 'one four', ['two', 'three']],
  ['marks that are taken back', 'It is **bold** now', 'It is bold now', ['**bold**']],
  ['a state that changes', 'add Running\nHello', 'add Done\nHello w', ['Running']],
  ['a text without blanks', '你好世界', '你好', ['你好世界']],
])('%s', (_what, before, after, lost) => {
  expect(findLoss(before, after)?.words.map(({ word }) => word) ?? []).toEqual(lost);
});

test('counts what is left of a lost word, elsewhere in the text', () => {
  expect(findLoss('Done: the work is Done', 'Failed: the work is Done')?.words).toEqual([
    { word: 'Done:', left: 0, pairs: ['Done: the'] },
  ]);
  expect(findLoss('Done the work is Done', 'Failed the work is Done')?.words).toEqual([
    { word: 'Done', left: 1, pairs: ['Done the'] },
  ]);
});

test('pairs a lost word with its neighbours on its line', () => {
  expect(findLoss('a b c\nalone\n', '')?.words.map(({ pairs }) => pairs)).toEqual([
    ['a b'],
    ['a b', 'b c'],
    ['b c'],
    [],
  ]);
});

test('does not miss what was unseen, once', () => {
  expect(findLoss('one two two', 'one', () => 'two')?.words).toHaveLength(1);
  expect(findLoss('one two', 'one', () => 'two')).toBeUndefined();
});

test('shows the place, and not a whole page', () => {
  const long = 'word '.repeat(1000);
  const { before, after } = findLoss(`${long} gone\n\n${long}`, `${long} ${long}`)!;
  expect(before).toMatch(/^….{20,45} ?gone .{20,40}…$/);
  expect(after).toMatch(/^…[word ]{40,80}…$/);
});
