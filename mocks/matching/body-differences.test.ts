import { expect, test } from 'vitest';
import type { ParsedRequest } from './parsed-request.ts';
import { bodyDifferences } from './body-differences.ts';

const differences = (one: unknown, other: unknown) => {
  const [asked, recorded] = [one, other].map((body) => ({ body }) as ParsedRequest);
  return bodyDifferences(asked!, recorded!);
};

test('at most 50 fields are told', () => {
  const many = Object.fromEntries(Array.from({ length: 80 }, (_, at) => [`field${at}`, at]));
  expect(differences(many, {})).toHaveLength(50);
});

test('a long value is cut', () => {
  const [difference] = differences({ text: 'x'.repeat(500) }, {});
  expect(difference?.received).toHaveLength(161);
  expect(difference?.received.endsWith('…')).toBe(true);
});

test("a developer's message is a system prompt", () => {
  const messages = [{ role: 'developer', content: 'Be brief.' }];
  expect(differences({ messages }, { messages: [] })).toEqual([
    { field: 'messages, system prompt', received: '"Be brief."', recorded: 'nothing' },
  ]);
});

test('bodies of different kinds differ as a whole', () => {
  expect(differences('text', { a: 1 })).toEqual([
    { field: 'the body', received: '"text"', recorded: '{"a":1}' },
  ]);
});

test('entries beyond the shorter list are told', () => {
  expect(differences({ stop: ['a'] }, { stop: ['a', 'b'] })).toEqual([
    { field: 'stop[1]', received: 'nothing', recorded: '"b"' },
  ]);
});
