import { expect, test } from 'vitest';
import { createLocate } from './locate.ts';

const FILE = [
  '# A comment',
  'interactions:',
  '- request:',
  "    url: 'https://example.com'",
  '  response:',
  '    body: |+ # as it came',
  '      data: 1',
  '',
  '      data: 2',
  '',
  '    headers:',
  '      Date:',
  '      - today',
  '    trailer: |-',
  '        indented',
  '    status: "a\\nb"',
  '',
].join('\n');
const locate = createLocate(FILE);
const BODY = ['interactions', 0, 'response', 'body'];

test.each<[string, (string | number)[], number | undefined, [number, number]]>([
  ['a value', ['interactions', 0, 'request', 'url'], undefined, [4, 10]],
  ['an item', ['interactions', 0], undefined, [3, 3]],
  ['the file', [], undefined, [2, 1]],
  ['the first line of a block', BODY, 0, [7, 7]],
  ['the end of the first line of a block', BODY, 'data: 1'.length, [7, 7]],
  ['a later line of a block', BODY, 'data: 1\n\n'.length, [9, 7]],
  ['a block with more indentation', ['interactions', 0, 'response', 'trailer'], 0, [15, 9]],
  ['a text in quotes, whatever the offset', ['interactions', 0, 'response', 'status'], 2, [16, 13]],
  ['a key that is not there', ['interactions', 0, 'response', 'code'], undefined, [6, 5]],
  ['an interaction that is not there', ['interactions', 9, 'request'], undefined, [3, 1]],
])('finds %s', (_name, path, offset, [line, column]) => {
  expect(locate(path, offset)).toEqual({ line, column });
});

test('finds the same lines in a file with CRLF', () => {
  const windows = createLocate(FILE.replaceAll('\n', '\r\n'));
  expect(windows(BODY, 'data: 1\n\n'.length)).toEqual({ line: 9, column: 7 });
});

test('names the place of a broken file', () => {
  expect(() => createLocate('a: [')).toThrow(expect.objectContaining({ code: 'bad-yaml' }));
});
