import { describe, expect, test } from 'vitest';
import type { ParsedRequest } from './parsed-request.ts';
import { bodyDifferences } from './body-differences.ts';

const differences = (one: unknown, other: unknown) => {
  const [received, recorded] = [one, other].map((body) => ({ body }) as ParsedRequest);
  return bodyDifferences(received!, recorded!);
};

describe('bodyDifferences', () => {
  test('lists at most 50 fields', () => {
    const many = Object.fromEntries(Array.from({ length: 80 }, (_, at) => [`field${at}`, at]));
    expect(differences(many, {})).toHaveLength(50);
  });

  test('shortens a long value', () => {
    const [difference] = differences({ text: 'x'.repeat(500) }, {});
    expect(difference?.received).toHaveLength(161);
    expect(difference?.received.endsWith('…')).toBe(true);
  });

  test('treats a developer message as a system prompt', () => {
    const messages = [{ role: 'developer', content: 'Be brief.' }];
    expect(differences({ messages }, { messages: [] })).toEqual([
      { field: 'messages, system prompt', received: '"Be brief."', recorded: 'nothing' },
    ]);
  });

  test('joins several system prompts', () => {
    const messages = ['Be brief.', 'Be kind.'].map((content) => ({ role: 'system', content }));
    expect(differences({ messages }, { messages: messages.slice(1) })).toEqual([
      {
        field: 'messages, system prompt',
        received: '"Be brief." "Be kind."',
        recorded: '"Be kind."',
      },
    ]);
  });

  test('compares bodies of different kinds as a whole', () => {
    expect(differences('text', { a: 1 })).toEqual([
      { field: 'the body', received: '"text"', recorded: '{"a":1}' },
    ]);
  });

  test('lists the entries beyond the end of the shorter list', () => {
    expect(differences({ stop: ['a'] }, { stop: ['a', 'b'] })).toEqual([
      { field: 'stop[1]', received: 'nothing', recorded: '"b"' },
    ]);
  });

  test('finds a field with the name of an inherited property', () => {
    const names = ['constructor', 'toString', '__proto__'];
    const odd: unknown = JSON.parse(`{${names.map((name) => `"${name}":"x"`).join()}}`);
    expect(differences({}, odd)).toEqual(
      names.map((field) => ({ field, received: 'nothing', recorded: '"x"' })),
    );
  });
});
