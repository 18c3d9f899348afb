import { expect, test } from 'vitest';
import { limitOf } from './timeout.ts';

test.each([0, Infinity])('%d is no limit', (timeout) => {
  expect(limitOf(timeout)).toBeUndefined();
});

test.each([1, 0.5, 2 ** 31 - 1])('%d ms is a limit', (timeout) => {
  expect(limitOf(timeout)).toBe(timeout);
});

test.each([-1, NaN, 2 ** 31, null])('%j is no timeout', (timeout) => {
  expect(() => limitOf(timeout)).toThrow(
    `Cannot wait for a stream with the timeout ${String(timeout)}: `,
  );
});
