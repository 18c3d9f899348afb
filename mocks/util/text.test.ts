import { expect, test } from 'vitest';
import { indent, pluralize, quote, shorten, singleQuote } from './text.ts';

test('shorten cuts text over the limit and marks the cut', () => {
  expect(shorten('Hello', 5)).toBe('Hello');
  expect(shorten('Hello!', 5)).toBe('Hello…');
});

test('quote escapes as JSON does, and counts the limit in characters of the text', () => {
  expect(quote('a "b"\n')).toBe(String.raw`"a \"b\"\n"`);
  expect(quote('"""""', 3)).toBe(String.raw`"\"\"\"…"`);
});

test('singleQuote escapes as JavaScript does', () => {
  expect(singleQuote(String.raw`it's "C:\a"`)).toBe(String.raw`'it\'s "C:\\a"'`);
});

test('pluralize adds an s to any number but one', () => {
  expect([0, 1, 2].map((count) => pluralize(count, 'event'))).toEqual([
    '0 events',
    '1 event',
    '2 events',
  ]);
});

test('indent moves each line, blank ones too', () => {
  expect(indent('a\n\nb')).toBe('  a\n  \n  b');
});
