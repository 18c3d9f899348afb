import { expect, test } from 'vitest';
import { blocksOf, isPlain, largeCode, LONGEST } from './blocks.ts';

const row = (cell: string, cells: number) => `|${` ${cell} |`.repeat(cells)}\n`;

test('cuts what is common as the parser does', () => {
  const markdown = '# Sums\n\nThe sum.\n\n```js\n5\n```\n';
  expect(blocksOf(markdown).join('')).toBe(markdown);
  expect(blocksOf(markdown).some(isPlain)).toBe(false);
});

const TOO_MUCH: readonly [what: string, line: string][] = [
  ['quotes in quotes', '>'.repeat(10_000)],
  ['quotes in quotes, spaced', '> '.repeat(10_000)],
  ['lists in lists', '- '.repeat(10_000)],
  ['numbered lists in lists', '1. '.repeat(10_000)],
  ['a list that is far in', `${' '.repeat(500)}- a`],
  ['marks of emphasis', '**a _b '.repeat(5000)],
  ['brackets', '['.repeat(5000)],
  ['a line without end', 'x'.repeat(200_000)],
];

test.each(TOO_MUCH)('sets %s apart, as plain text', (_what, line) => {
  const blocks = blocksOf(`Before.\n\n${line}\nAfter.`);
  expect(blocks.filter(isPlain)).toEqual([`${line}\n`]);
  expect(blocks.filter((block) => !isPlain(block)).join('')).toBe('Before.\n\nAfter.');
});

test('a long paragraph of short lines is plain', () => {
  expect(blocksOf('word word word\n'.repeat(5000)).every(isPlain)).toBe(true);
});

test('a wide table keeps its first columns, and says how many more there are', () => {
  const blocks = blocksOf(row('a', 10_000) + row('-', 10_000) + row('1', 10_000));
  expect(blocks).toHaveLength(1);
  const [head, rule, body] = blocks[0]!.split('\n');
  expect(head!.split('|')).toHaveLength(103);
  expect(rule).toBe(`|${' - |'.repeat(100)}-|`);
  expect(body).toMatch(/^\| 1 \|.*\| … 9900 more \|$/);
});

test('a table of a hundred columns keeps them all', () => {
  const table = row('a', 100) + row('-', 100) + row('1', 100);
  expect(blocksOf(table).join('')).toBe(table);
});

test('what stands in code is left alone', () => {
  const code = `\`\`\`\n${row('a', 500)}${'>'.repeat(500)}\n\`\`\`\n`;
  expect(blocksOf(code)).toEqual([code]);
  expect(isPlain(code)).toBe(false);
});

test('large code needs no parser', () => {
  const code = 'const a = 1;\n'.repeat(1000);
  expect(largeCode(`\`\`\`js\n${code}\`\`\`\n`)).toEqual({ language: 'js', text: code });
  expect(largeCode(`\`\`\`\n${code}`), 'still open').toEqual({
    language: '',
    text: code.trimEnd(),
  });
  expect(largeCode('```js\n1\n```')).toBeUndefined();
  expect(largeCode('word '.repeat(LONGEST))).toBeUndefined();
});
