import { expect, test } from 'vitest';
import { errorOf } from '../test/error-of.ts';
import { parseAge } from './option-values.ts';

test.each([
  ['12h', 43_200_000],
  ['30d', 2_592_000_000],
  ['12w', 7_257_600_000],
])('the age %s is %i ms', (text, ms) => {
  expect(parseAge(text)).toBe(ms);
});

test.each(['', '30', '0d', '-1d', '1.5d', '3m', '1toString', '9999999d'])(
  '%j is not an age',
  (text) => {
    expect(errorOf(() => parseAge(text)).message).toMatch(/^Invalid max-age: .+30d/);
  },
);
