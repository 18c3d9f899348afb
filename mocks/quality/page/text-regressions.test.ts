import { describe, expect, test } from 'vitest';
import { findTextRegression } from './text-regressions.ts';

describe('findTextRegression', () => {
  test.each<[change: string, before: string, after: string]>([
    ['text that grows', 'Hello wor', 'Hello world'],
    ['text that grows before a button', 'Hello wor\nCopy', 'Hello world\nCopy'],
    ['text that grows while a status beside it changes back', 'A Hel', 'A Hello'],
    ['text that begins', '', 'Hello'],
    ['text that is moved down', 'one two', 'new one two'],
    ['words that change places', 'one two', 'two one'],
  ])('accepts %s', (_change, before, after) => {
    expect(findTextRegression(before, after)).toBeUndefined();
  });

  test.each<[change: string, before: string, after: string, lost: string[]]>([
    ['text that is cut', 'Hello world', 'Hello', ['world']],
    ['a word that is cut', 'Hello world', 'Hello wor', ['world']],
    ['text that vanishes', 'Hello world', '', ['Hello', 'world']],
    ['words removed in the middle', 'one two three four', 'one four', ['two', 'three']],
    ['marks that are taken back', 'It is **bold** now', 'It is bold now', ['**bold**']],
    ['a status that changes', 'add Running\nHello', 'add Done\nHello w', ['Running']],
    ['text without blanks', '你好世界', '你好', ['你好世界']],
  ])('lists the words lost by %s', (_change, before, after, lost) => {
    expect(findTextRegression(before, after)?.words.map(({ word }) => word)).toEqual(lost);
  });

  test('counts how often the text still has a lost word', () => {
    expect(findTextRegression('Done: the work is Done', 'Failed: the work is Done')?.words).toEqual(
      [{ word: 'Done:', remaining: 0, pairs: ['Done: the'] }],
    );
    expect(findTextRegression('Done the work is Done', 'Failed the work is Done')?.words).toEqual([
      { word: 'Done', remaining: 1, pairs: ['Done the'] },
    ]);
  });

  test('pairs a lost word with its neighbours on its line', () => {
    expect(findTextRegression('a b c\nalone\n', '')?.words.map(({ pairs }) => pairs)).toEqual([
      ['a b'],
      ['a b', 'b c'],
      ['b c'],
      [],
    ]);
  });

  test('excuses each word that was unmounted out of view once', () => {
    expect(findTextRegression('one two two', 'one', () => 'two')?.words).toHaveLength(1);
    expect(findTextRegression('one two', 'one', () => 'two')).toBeUndefined();
  });

  test('quotes the place of the change, and not the whole text', () => {
    const long = 'word '.repeat(1000);
    const { before, after } = findTextRegression(`${long} lost\n\n${long}`, `${long} ${long}`)!;
    expect(before).toMatch(/^….{20,45} ?lost .{20,40}…$/);
    expect(after).toMatch(/^…[word ]{40,80}…$/);
  });
});
