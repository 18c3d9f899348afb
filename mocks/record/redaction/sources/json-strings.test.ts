import fc from 'fast-check';
import { expect, test } from 'vitest';
import { formatPath, jsonTokens, tokenSource } from './json-strings.ts';
import { editableText, joined } from './source.ts';

/** Lists the tokens of a text with their paths. */
const read = (text: string) => {
  const source = editableText(text);
  return jsonTokens(text).map((token) => [
    token.type,
    formatPath(token.path),
    tokenSource(source, token).text,
  ]);
};

test('reads strings, keys and numbers with their paths', () => {
  expect(read('{"a": [ "x\\n", {"b":-1.5e3 , "c":true}], "d" : "\\u00e9\\"" }')).toEqual([
    ['key', 'a', 'a'],
    ['string', 'a[0]', 'x\n'],
    ['key', 'a[1].b', 'b'],
    ['number', 'a[1].b', '-1.5e3'],
    ['key', 'a[1].c', 'c'],
    ['key', 'd', 'd'],
    ['string', 'd', 'é"'],
  ]);
});

test.each([
  ['a string without an end', '{"a":"xyz', ['string', 'a', 'xyz']],
  ['an escape without an end', '{"a":"xyz\\', ['string', 'a', 'xyz\\']],
  ['text between strings', '{"a": my key, "b":1}', ['other', 'a', ': my key, ']],
  ['text without quotes', '{my key}', ['other', '', '{my key}']],
  ['numbers that are an address', '{a} 203.0.113.7 "x"', ['other', '', '{a} 203.0.113.7 ']],
  ['numbers between colons', '[2001:20::7 "x"]', ['other', '', '[2001:20::7 ']],
  ['too many brackets', ']}"a"', ['string', '', 'a']],
])('reads %s', (_name, text, expected) => {
  expect(read(text)).toContainEqual(expected);
});

test('reads JSON that is nested deeper than any stack', () => {
  const text = `${'{"a":['.repeat(50_000)}"x`;
  expect(read(text).at(-1)![2]).toBe('x');
});

test('reads all strings of any JSON, and writes valid JSON', () => {
  fc.assert(
    fc.property(fc.json(), fc.nat(), (text, which) => {
      const source = editableText(text);
      const tokens = jsonTokens(text).filter(({ type }) => type !== 'number');
      const strings: string[] = [];
      JSON.parse(text, (_key, value: unknown) => {
        if (typeof value === 'string') strings.push(value);
        return value;
      });
      const values = tokens.filter(({ type }) => type === 'string');
      expect(values.map((token) => tokenSource(source, token).text).toSorted()).toEqual(
        strings.toSorted(),
      );
      expect(tokens.filter(({ type }) => type === 'other')).toEqual([]);
      const token = values[which % values.length];
      if (!token) return;
      const piece = tokenSource(source, token);
      if (piece.text === '') return;
      piece.replace(0, piece.text.length, { text: 'NEW' });
      expect(() => JSON.parse(source.result()) as unknown).not.toThrow();
      expect(source.result()).toContain('"NEW"');
    }),
  );
});

test('replaces what several texts share once, and leaves nothing of a longer range', () => {
  const source = editableText('one two three');
  source.replace(4, 7, { text: 'B' });
  source.replace(0, 13, { text: 'A' });
  source.replace(5, 6, { text: 'C' });
  expect(source.result()).toBe('AB');
});

test('puts a replacement into the first of the pieces that it covers', () => {
  const pieces = ['ab', '', 'cd', 'ef'].map(editableText);
  const whole = joined(pieces, '\n');
  expect(whole.text).toBe('ab\n\ncd\nef');
  whole.replace(1, 8, { text: 'X' });
  expect(pieces.map((piece) => piece.result())).toEqual(['aX', '', '', 'f']);
  expect(whole.isReplaced(0, 1)).toBe(false);
  expect(whole.isReplaced(4, 5)).toBe(true);
});
