import { expect, test } from 'vitest';
import { printable, printableJson } from './printable.ts';

test.each([
  ['\u001B[2J\u001B]0;title\u0007', String.raw`\u001b[2J\u001b]0;title\u0007`],
  ['\u009B31m', String.raw`\u009b31m`],
  ['a\rb\bc\0', String.raw`a\u000db\u0008c\u0000`],
  ['\u202Etxt.exe', String.raw`\u202etxt.exe`],
  ['\u2066a\u2069\u200Fb\u061C\uFEFF', String.raw`\u2066a\u2069\u200fb\u061c\ufeff`],
  ['a\u2028b\u007F', String.raw`a\u2028b\u007f`],
  ['a\tb\nc °👩‍💻 日本', 'a\tb\nc °👩‍💻 日本'],
])('%j is shown as %j', (text, shown) => {
  expect(printable(text)).toBe(shown);
});

test('JSON is read back as it was, and does nothing to a terminal', () => {
  const data = { text: '\u001B[2J\u009B31m\u202E\u2028\t\n"\\', list: ['°', '\u007F'] };
  const json = printableJson(data);
  expect(JSON.parse(json)).toEqual(data);
  expect(json).not.toMatch(/(?!\n)[\p{Cc}\u202E\u2028]/u);
});
