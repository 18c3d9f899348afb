import { expect, test } from 'vitest';
import type { Change } from '../../matching/changes.ts';
import type { ComparedRequest } from './compared-requests.ts';
import { describeChanges } from './describe-changes.ts';

const change = (name: string, recorded: unknown, received: unknown): Change => ({
  kind: 'field',
  name,
  recorded,
  received,
});

const answered = (number: number, ...changes: Change[]): ComparedRequest => ({
  answer: `talk, interaction ${number}`,
  cassette: 'talk',
  changes,
});

/** Gives the lines about one change. */
function linesOf(recorded: unknown, received: unknown): string[] {
  return describeChanges([answered(1, change('x', recorded, received))])
    .trimEnd()
    .split('\n')
    .slice(4)
    .map((line) => line.slice(4));
}

const count = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, at) => `line ${from + at}`).join('\n');

test('requests are listed with what answered them, and equal changes are reported once', () => {
  const prompt = change('system prompt', 'Be kind.', 'Be brief.');
  const text = describeChanges([
    answered(1, prompt, change('top_p', 1, undefined)),
    answered(2, prompt, { ...change('search', undefined, { b: 1, a: 2 }), kind: 'tool' }),
    answered(3),
    { answer: 'side call "title"', changes: [] },
    { answer: 'miss, POST /chat', changes: [] },
  ]);
  expect(text).toBe(`Changed since the recording: - recorded, + received

request 1: talk, interaction 1
  system prompt
    - Be kind.
    + Be brief.
  top_p
    - 1

request 2: talk, interaction 2
  system prompt: as in request 1
  tool search
    + {
    +   "a": 2,
    +   "b": 1
    + }

request 3: talk, interaction 3
  no differences

request 4: side call "title"

request 5: miss, POST /chat
`);
});

test.each<[string, unknown, unknown, string[]]>([
  ['a number', 0.2, 0.7, ['- 0.2', '+ 0.7']],
  ['a text beside a number', '7', 7, ['- "7"', '+ 7']],
  ['an empty text', undefined, '', ['+ ""']],
  ['an empty line', 'a', 'a\n\nb', ['  a', '+', '+ b']],
  ['false', undefined, false, ['+ false']],
  ['a list', [1], [1, 2], ['  [', '-   1', '+   1,', '+   2', '  ]']],
  ['an escape', undefined, 'a\u001B[31m\tb\uD800', ['+ a\\u001b[31m\tb\\ud800']],
  ['a smile', undefined, '😀', ['+ 😀']],
])('%s is shown', (_what, recorded, received, lines) => {
  expect(linesOf(recorded, received)).toEqual(lines);
});

test('lines that are equal are counted, but those beside a difference', () => {
  const recorded = count(1, 20);
  expect(linesOf(recorded, recorded.replace('line 9', 'a line'))).toEqual([
    '  … 6 equal lines',
    '  line 7',
    '  line 8',
    '- line 9',
    '+ a line',
    '  line 10',
    '  line 11',
    '  … 9 equal lines',
  ]);
});

test('a single equal line is shown', () => {
  const recorded = count(1, 4);
  expect(linesOf(recorded, recorded.replace('line 4', 'end'))).toEqual([
    '  line 1',
    '  line 2',
    '  line 3',
    '- line 4',
    '+ end',
  ]);
});

test('very long lines are shortened, and still differ if their ends differ', () => {
  const [one, other] = linesOf('x'.repeat(20_000) + 'a', 'x'.repeat(20_000) + 'b');
  expect(one).toMatch(/^- x{200}… \(20001 characters, SHA-256 [0-9a-f]{8}\)$/);
  expect(other!.slice(2)).not.toBe(one!.slice(2));
});

test('a name with line ends stays on its line', () => {
  const text = describeChanges([answered(1, change('a\nb', 1, 2))]);
  expect(text).toContain('\n  a\\u000ab\n');
});
