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
  ['text across events', 'Hello', 0, 3],
  ['text with tools in between', 'Hello again', 0, 6],
  ['text that has been said', 'Hel', 4, 4],
  ['text that never comes', 'Bye', 0, undefined],
  ['nothing at all', '', 0, 0],
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
  ['Hello', 'the text "Hello"'],
  [`${'a'.repeat(60)}, or ${'b'.repeat(60)}`, `the text "${'a'.repeat(60)}…${'b'.repeat(60)}"`],
  [/hello/i, 'the text /hello/i'],
  [{ type: 'tool-call', name: 'add' }, '{"type":"tool-call","name":"add"}'],
])('says what it plays to: %s', (target, words) => {
  expect(describeTarget(target)).toBe(words);
});

test.each([
  [undefined, 'undefined'],
  [null, 'null'],
  [3, '3'],
  [[], '[]'],
])('%j is no target', (target, words) => {
  expect(() => checkTarget(target)).toThrow(
    `Cannot play until ${words}: it is no target. Give the type of a part, a text, a RegExp or fields of a part.`,
  );
});
