import { expect, test } from 'vitest';
import type { Change } from '../../matching/changes.ts';
import type { ComparedRequest } from './compared-requests.ts';
import { summarizeChanges } from './summarize-changes.ts';

const answered = (changes: Change[], cassette = 'talk'): ComparedRequest => ({
  answer: `${cassette}, interaction 1`,
  cassette,
  changes,
});
const field = (name: string, recorded: unknown, received: unknown): Change => ({
  kind: 'field',
  name,
  recorded,
  received,
});
const model = (recorded: string, received: string): Change => ({
  kind: 'model',
  name: 'model',
  recorded,
  received,
});
const tool = (name: string, recorded: unknown, received: unknown): Change => ({
  kind: 'tool',
  name,
  recorded,
  received,
});
const prompt: Change = {
  kind: 'system prompt',
  name: 'system prompt',
  recorded: 'a'.repeat(9999),
  received: 'b',
};
const messages: Change = { kind: 'messages', name: 'messages', recorded: 'a', received: 'b' };

test('all kinds of changes come in a fixed order', () => {
  const changes = [
    messages,
    field('top_p', 1, undefined),
    field('temperature', 0.2, 0.7),
    tool('weather', { a: 1 }, { a: 2 }),
    tool('add', {}, undefined),
    tool('search', undefined, {}),
    model('gpt-5', 'gpt-6'),
    prompt,
  ];
  const sentence =
    'system prompt, model (gpt-5 → gpt-6), tools (+search, -add, weather changed), temperature (0.2 → 0.7), top_p (1 → nothing), messages in 3 of 4 requests of groq/tool_streaming';
  const answer = (all: Change[]) => answered(all, 'groq/tool_streaming');
  const requests = [answer(changes), answer([]), answer(changes.toReversed()), answer([prompt])];
  expect(summarizeChanges(requests)).toBe(sentence);
});

test('the number of requests is left out where all of them change something', () => {
  const one = [answered([prompt])];
  expect(summarizeChanges(one)).toBe('system prompt in every request of talk');
  expect(summarizeChanges([...one, ...one])).toBe(summarizeChanges(one));
});

test.each<[string, Change, string]>([
  ['an object', field('format', undefined, { type: 'json' }), 'format in'],
  ['a list', field('stop', ['a'], undefined), 'stop in'],
  ['an empty text', field('stop', '', 'a'), 'stop ("" → a) in'],
  ['a long text', field('stop', 'a', 'b'.repeat(99)), `stop (a → ${'b'.repeat(40)}…) in`],
  ['lines', field('stop', 'a', 'b\nc'), 'stop (a → b c) in'],
  ['a long name', field('n'.repeat(99), 1, 2), `${'n'.repeat(40)}… (1 → 2) in`],
])('%s is shortened', (_what, change, words) => {
  expect(summarizeChanges([answered([change])])).toContain(words);
});

test('other values of the same field stand beside each other, up to two', () => {
  const change = (to: number) => answered([field('seed', 1, to)]);
  expect(summarizeChanges([change(2), change(3), change(2)])).toContain('seed (1 → 2, 1 → 3) in');
  expect(summarizeChanges([2, 3, 4, 5].map(change))).toContain('seed (1 → 2, 1 → 3, 2 more) in');
});

test('many tools, fields and cassettes are counted', () => {
  const numbers = Array.from({ length: 9 }, (_, at) => at + 1);
  const changes = numbers.flatMap((at) => [
    tool(`t${at}`, undefined, {}),
    field(`f${at}`, undefined, []),
  ]);
  expect(summarizeChanges(numbers.map((at) => answered(changes, `c${at}`)))).toBe(
    'tools (+t1, +t2, +t3, +t4, +t5, 4 more), f1, f2, f3, f4, f5, f6, 3 more fields in every request of c1, c2, c3, 6 more cassettes',
  );
});

test('nothing is reported where nothing has changed, or no recording has answered', () => {
  expect(summarizeChanges([])).toBeUndefined();
  expect(summarizeChanges([answered([])])).toBeUndefined();
  expect(summarizeChanges([{ answer: 'side call "title"', changes: [] }])).toBeUndefined();
});

test('tools are in one order, whichever request adds them', () => {
  const adding = (name: string) => answered([tool(name, undefined, {})]);
  const sentence = summarizeChanges([adding('b'), adding('a')]);
  expect(sentence).toBe('tools (+a, +b) in every request of talk');
  expect(summarizeChanges([adding('a'), adding('b')])).toBe(sentence);
});

test('side calls are not counted', () => {
  const side = { answer: 'side call "title"', changes: [] };
  expect(summarizeChanges([side, answered([prompt])])).toBe(
    'system prompt in every request of talk',
  );
});
