import fc from 'fast-check';
import { expect, test } from 'vitest';
import { table, widthOf, wrap } from './layout.ts';

test.each([
  ['', 0],
  ['abc', 3],
  ['日本', 4],
  ['e\u0301', 1],
  ['👍', 2],
])('%j takes %i columns', (text, width) => {
  expect(widthOf(text)).toBe(width);
});

test.each<[string, string, number, string[]]>([
  ['words', 'one two three four five', 20, ['one two three four', 'five']],
  ['a word that is too long', 'x'.repeat(45), 20, ['x'.repeat(20), 'x'.repeat(20), 'xxxxx']],
  ['wide characters', '日'.repeat(15), 21, ['日'.repeat(10), '日'.repeat(5)]],
  ['lines of their own', 'a\n\nb', 80, ['a', '', 'b']],
  ['an indented line', `  ${'ab '.repeat(8)}`, 20, ['  ab ab ab ab ab ab', 'ab ab']],
  ['a very narrow terminal', 'x'.repeat(25), 3, ['x'.repeat(20), 'xxxxx']],
])('wraps %s', (_name, text, width, lines) => {
  expect(wrap(text, width)).toEqual(lines);
});

test('no line is too wide, and no character is lost but white space', () => {
  const words = fc.array(
    fc.constantFrom('a', 'bcd', ' ', '  ', '\t', '日本', 'x'.repeat(30), '👍'),
  );
  fc.assert(
    fc.property(words, fc.integer({ min: 20, max: 60 }), (pieces, width) => {
      const text = pieces.join('');
      const lines = wrap(text, width);
      expect(Math.max(...lines.map(widthOf))).toBeLessThanOrEqual(width);
      expect(lines.join('').replaceAll(/\s/g, '')).toBe(text.replaceAll(/\s/g, ''));
    }),
  );
});

test('a table has its columns under one another, and wraps the last', () => {
  const rows = [
    ['日', 'says'],
    ['1234', 'one two three four five six'],
  ];
  expect(table(rows)).toEqual(['日    says', '1234  one two three four five six']);
  expect(table(rows, 26)).toEqual(['日    says', '1234  one two three four', '      five six']);
});
