import { expect, test } from 'vitest';
import type { Part } from './part.ts';
import { checkTarget, describeTarget, findTarget, type Target } from './target.ts';

const parts: Part[][] = [
  [],
  [{ type: 'text', text: 'Hel' }],
  [{ type: 'text', text: 'lo' }],
  [{ type: 'tool-call', index: 0, name: 'add' }],
  [
    { type: 'tool-call', index: 1, name: 'multiply' },
    { type: 'tool-arguments', index: 1, text: '{}' },
  ],
  [{ type: 'text', text: ' again' }],
  [{ type: 'finish', reason: 'stop' }],
];

test.each<[string, Target, number, number | undefined]>([
  ['the next event of a type', 'text', 0, 2],
  ['the one after that', 'text', 2, 3],
  ['a type at the end', 'finish', 0, 7],
  ['a type that is passed', 'tool-call', 5, undefined],
  ['a type that never comes', 'error', 0, undefined],
  ['text across events', { text: 'Hello' }, 0, 3],
  ['text with tools in between', { text: 'Hello again' }, 0, 6],
  ['text that has been said', { text: 'Hel' }, 4, 4],
  ['text that never comes', { text: 'Bye' }, 0, undefined],
  ['an empty text', { text: '' }, 0, 0],
  ['a pattern', /L{2}O/i, 0, 3],
  ['a pattern that remembers where it was', /l/g, 0, 2],
  ['a call by its name', { type: 'tool-call', name: 'multiply' }, 0, 5],
  ['arguments by their index', { type: 'tool-arguments', index: 1 }, 0, 5],
  ['fields that no part has', { type: 'tool-call', name: 'divide' }, 0, undefined],
])('plays to %s', (_name, target, from, to) => {
  expect(findTarget(parts, from, target)).toBe(to);
});

test.each<[Target, string]>([
  ['tool-call', 'tool-call'],
  [{ text: 'Hello' }, 'the text "Hello"'],
  [
    { text: `${'a'.repeat(60)}, or ${'b'.repeat(60)}` },
    `the text "${'a'.repeat(60)}…${'b'.repeat(60)}"`,
  ],
  [/hello/i, 'the text /hello/i'],
  [{ type: 'tool-call', name: 'add' }, '{"type":"tool-call","name":"add"}'],
])('says what it plays to: %s', (target, words) => {
  expect(describeTarget(target)).toBe(words);
});

test.each([
  [undefined, 'got undefined'],
  [3, 'got 3'],
  [[], 'got []'],
  [{ name: 'add' }, 'got {"name":"add"}'],
  ['tool_call', 'Did you mean "tool-call"?'],
  ['toolCall', 'Did you mean "tool-call"?'],
  ['Florence', 'a RegExp, { text } or exact fields of a part, got "Florence"'],
  [{ type: 'text', text: /Florence/ }, 'exact fields of a part'],
])('rejects %j as a target', (target, reason) => {
  const check = () => checkTarget(target);
  expect(check).toThrow(expect.objectContaining({ code: 'bad-option' }));
  expect(check).toThrow(reason);
});
