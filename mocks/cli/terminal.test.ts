import { expect, test } from 'vitest';
import { paintFor, showProgress } from './terminal.ts';

test.each<[string, boolean, Record<string, string>, boolean]>([
  ['a terminal', true, {}, true],
  ['a pipe', false, {}, false],
  ['NO_COLOR', true, { NO_COLOR: '1' }, false],
  ['an empty NO_COLOR', true, { NO_COLOR: '' }, true],
  ['a dumb terminal', true, { TERM: 'dumb' }, false],
  ['FORCE_COLOR', false, { FORCE_COLOR: '1' }, true],
  ['FORCE_COLOR=0', true, { FORCE_COLOR: '0' }, false],
  ['NO_COLOR before FORCE_COLOR', true, { NO_COLOR: '1', FORCE_COLOR: '1' }, false],
])('%s decides on colours', (_name, isTTY, env, colours) => {
  const paint = paintFor({ stdout: { write: () => {}, isTTY }, env });
  expect(paint('red', 'a')).toBe(colours ? '\u001B[31ma\u001B[0m' : 'a');
});

test.each([
  [true, '\r\u001B[K1 of 2'],
  [false, ''],
])('progress on a terminal alone: %s', (isTTY, shown) => {
  let written = '';
  showProgress({ write: (text) => (written += text), isTTY }, '1 of 2');
  expect(written).toBe(shown);
});
