import { expect, test } from 'vitest';
import { retryAfter, countdown, formatWait } from './wait.ts';

const NOW = Date.parse('Sat, 01 Mar 2025 12:00:00 GMT');

test.each([
  [{ 'retry-after': '7' }, 7000],
  [{ 'retry-after': ' 1.5 ' }, 1500],
  [{ 'retry-after': 'Sat, 01 Mar 2025 12:00:20 GMT' }, 20_000],
  [{ 'retry-after-ms': '1234', 'retry-after': '9' }, 1234],
  [{ 'retry-after': '0' }, undefined],
  [{ 'retry-after': 'Sat, 01 Mar 2025 11:59:59 GMT' }, undefined],
  [{ 'retry-after': '9999999' }, undefined],
  [{ 'retry-after': '-3' }, undefined],
  [{ 'retry-after': 'soon' }, undefined],
  [{}, undefined],
])('reads %j as a wait of %s ms', (headers, wait) => {
  expect(retryAfter(headers as Record<string, string>, NOW)).toBe(wait);
});

test.each([
  [1, '1 second'],
  [6001, '7 seconds'],
  [60_000, '1 minute'],
  [61_000, '2 minutes'],
  [60 * 60_000, '1 hour'],
])('formats %s ms as %s', (wait, text) => {
  expect(formatWait(wait)).toBe(text);
});

test.each([
  [7, '7 s'],
  [60, '1 min 0 s'],
  [125, '2 min 5 s'],
])('counts %s seconds down as %s', (seconds, text) => {
  expect(countdown(seconds)).toBe(text);
});
