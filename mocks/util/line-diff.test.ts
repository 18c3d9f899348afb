import { expect, test } from 'vitest';
import { diffLines } from './line-diff.ts';

const diff = (one: string, other: string) =>
  diffLines(one.split(''), other.split(''))
    .map(({ mark, text }) => `${mark}${text}`)
    .join('');

test.each([
  ['', '', ''],
  ['abc', 'abc', ' a b c'],
  ['', 'ab', '+a+b'],
  ['ab', '', '-a-b'],
  ['abc', 'axc', ' a-b+x c'],
  ['abc', 'ac', ' a-b c'],
  ['ac', 'abc', ' a+b c'],
  ['abcd', 'bcde', '-a b c d+e'],
  ['abc', 'xyz', '-a-b-c+x+y+z'],
  ['aaa', 'aa', ' a a-a'],
  ['abcabba', 'cbabac', '-a-b c-a b+a b a+c'],
])('of "%s" and "%s" the lines are %s', (one, other, lines) => {
  expect(diff(one, other)).toBe(lines);
});

test('what is removed and what is added give both texts back', () => {
  const letters = (seed: number) =>
    Array.from({ length: 60 }, (_, at) => String((at * at * seed) % 7));
  for (let seed = 1; seed < 30; seed++) {
    const [one, other] = [letters(seed), letters(seed + 1)];
    const lines = diffLines(one, other);
    const without = (mark: string) =>
      lines.filter((each) => each.mark !== mark).map(({ text }) => text);
    expect(without('+')).toEqual(one);
    expect(without('-')).toEqual(other);
  }
});

test('texts of very many lines are shown as removed and added', () => {
  const [one, other] = ['a', 'b'].map((letter) =>
    Array.from({ length: 5000 }, (_, at) => (at % 2 ? 'same' : `${letter}${at}`)),
  );
  const marks = diffLines(one!, other!).map(({ mark }) => mark);
  expect(marks.join('').replaceAll(/(.)\1+/g, '$1')).toBe('-+ ');
});
