import { expect, test } from 'vitest';
import type { Interaction } from '../../cassette/cassette.ts';
import { chunk, interaction, streamOf, user } from '../../test/samples.ts';
import { cut } from '../../test/redaction/planting.ts';
import { PlayheadError } from '../../util/error.ts';
import { createRedactor, type RedactionOptions } from './redactor.ts';
import type { RedactionRule } from './secrets/rule.ts';

const EMAIL = ['ada', 'example.org'].join('@');

const redact = (made: Interaction, options: RedactionOptions) =>
  createRedactor(options).redact(made);

const EMPLOYEE: RedactionRule = { kind: 'employee id', pattern: /\bE\d{5}\b/ };

test.each<[string, RedactionRule]>([
  ['a pattern', EMPLOYEE],
  ['a pattern with flags', { kind: 'employee id', pattern: /\be\d{5}\b/giy }],
  [
    'a function',
    function* find(text) {
      for (let at = text.indexOf('E'); at >= 0; at = text.indexOf('E', at + 1)) {
        if (/^\d{5}/.test(text.slice(at + 1)))
          yield { start: at, end: at + 6, kind: 'employee id' };
      }
    },
  ],
])('removes what %s of the user finds, also where it is cut', async (_name, rule) => {
  const body = streamOf(
    ...cut('Ask E12345 or E54321.', 6, 10).map((content) => chunk({ content })),
  );
  const { interaction: redacted, removed } = await redact(interaction([user('E12345')], body), {
    rules: [rule],
  });
  expect(redacted.request.body).toContain('"REDACTED_EMPLOYEE_ID_1"');
  expect(redacted.response.body).toContain('"Ask REDACTED_EMPLOYEE_ID_1"');
  expect(redacted.response.body).toContain('" or REDACTED_EMPLOYEE_ID_');
  expect(redacted.response.body).not.toMatch(/[123]45|54321/);
  expect(removed.map(({ kind, count }) => [kind, count])).toContainEqual(['employee id', 1]);
});

test('gives a function of the user the place of a text', async () => {
  const places: string[] = [];
  const rule: RedactionRule = (_text, place) => {
    places.push(place);
    return [];
  };
  await redact(interaction([user('Hi')], streamOf(chunk({ content: 'Hello' }))), { rules: [rule] });
  expect(places).toContain('request body messages[0].content');
  expect(places).toContain('response body, event 1');
});

test('passes over empty matches', async () => {
  const rules: RedactionRule[] = [
    { kind: 'nothing', pattern: /#*/ },
    () => [{ start: 1, end: 1, kind: 'nothing' }],
  ];
  const made = interaction([user('Hi')], '');
  expect(await redact(made, { rules })).toEqual({ interaction: made, removed: [] });
});

test.each<[string, RedactionRule, RegExp]>([
  [
    'throws',
    () => {
      throw new TypeError(`no ${EMAIL}`);
    },
    /^Cannot redact url: rules\[0\] threw TypeError\. /,
  ],
  [
    'returns nothing',
    (() => undefined) as never,
    /^Cannot redact .*: rules\[0\] threw TypeError\. /,
  ],
  [
    'returns strings',
    () => ['x'] as never,
    /^Invalid result of rules\[0\] for .*: expected a list of \{ start, end, kind \}/,
  ],
  [
    'returns a range that is not one',
    () => [{ start: 2, end: 999, kind: 'x' }],
    /^Invalid range from rules\[0\] .*: expected offsets from 0 to/,
  ],
  [
    'returns a range of strings',
    () => [{ start: '0', end: '1', kind: 'x' }] as never,
    /^Invalid range from rules\[0\]/,
  ],
  [
    'returns a kind that is not one',
    () => [{ start: 0, end: 1, kind: 'a_1' }],
    /^Invalid kind from rules\[0\]: expected words/,
  ],
])('rejects a function that %s, without the text in the message', async (_name, rule, message) => {
  const error = await redact(interaction([user(EMAIL)], ''), { rules: [rule] }).catch(
    (caught: unknown) => caught,
  );
  expect(error).toBeInstanceOf(PlayheadError);
  expect(error).toMatchObject({
    code: 'bad-option',
    message: expect.stringMatching(message) as string,
  });
  expect(error).not.toHaveProperty('cause');
  expect((error as Error).message).not.toContain(EMAIL);
});

test.each<[string, unknown, RegExp]>([
  ['an unknown option', { rule: [] }, /Unknown option "rule"\. Did you mean "rules"/],
  ['rules that are not a list', { rules: EMPLOYEE }, /^Invalid rules: expected a list/],
  [
    'a rule without a pattern',
    { rules: [{ kind: 'x', pattern: 'x' }] },
    /^Invalid rules\[0\]: expected/,
  ],
  [
    'a kind with digits',
    { rules: [{ kind: 'id 2', pattern: /x/ }] },
    /^Invalid kind of rules\[0\]: expected words/,
  ],
])('rejects %s', (_name, options, message) => {
  expect(() => createRedactor(options as RedactionOptions)).toThrow(message);
});
