import { checkOption, invalid } from '../../../util/check-options.ts';
import { PlayheadError } from '../../../util/error.ts';
import { isObject } from '../../../util/json.ts';
import type { SecretRange } from './secret-range.ts';

/**
 * What else to remove: a pattern, all of whose matches are secrets of this kind, or a function that
 * returns them. Offsets count UTF-16 code units, `end` is after the last. `place` is such as
 * `request body messages[0].content`. The kind is in words (letters, blanks and dashes): it names the
 * placeholder.
 */
export type RedactionRule =
  | { kind: string; pattern: RegExp }
  | ((text: string, place: string) => Iterable<SecretRange>);

const KIND = /^[A-Za-z]+(?:[ -][A-Za-z]+)*$/;

/** @throws PlayheadError `bad-option` for a rule of another form. */
export function checkRules(rules: unknown): void {
  checkOption('rules', rules, Array.isArray(rules), 'a list of redaction rules');
  for (const [at, rule] of (rules as unknown[]).entries()) {
    if (typeof rule === 'function') continue;
    if (!isObject(rule) || !(rule['pattern'] instanceof RegExp)) {
      throw invalid(
        `rules[${at}]`,
        rule,
        '{ kind, pattern } with a regular expression, or a function',
      );
    }
    checkKind(`kind of rules[${at}]`, rule['kind']);
  }
}

function checkKind(name: string, kind: unknown): void {
  const isValid = typeof kind === 'string' && KIND.test(kind);
  checkOption(name, kind, isValid, 'words of letters, such as "employee id"');
}

/**
 * Finds what a user's rule finds. Empty matches are passed over: there is nothing to remove.
 * @throws PlayheadError `bad-option` if the function throws, or returns no ranges of the text. The
 *   message never holds the text.
 */
export function applyRule(
  rule: RedactionRule,
  at: number,
  text: string,
  placeOf: () => string,
): SecretRange[] {
  if (typeof rule !== 'function') {
    const flags = `${rule.pattern.flags.replaceAll(/[gy]/g, '')}g`;
    return [...text.matchAll(new RegExp(rule.pattern, flags))].flatMap(({ 0: found, index }) =>
      found === '' ? [] : [{ start: index, end: index + found.length, kind: rule.kind }],
    );
  }
  const place = placeOf();
  const findings = callRule(rule, at, text, place);
  for (const { start, end, kind } of findings) {
    const isRange = [start, end].every(Number.isInteger) && 0 <= start && start <= end;
    if (!isRange || end > text.length) {
      const expected = `offsets from 0 to ${text.length}, the length of the text`;
      throw invalid(`range from rules[${at}] for ${place}`, { start, end }, expected);
    }
    checkKind(`kind from rules[${at}]`, kind);
  }
  return findings.filter(({ start, end }) => start < end);
}

function callRule(
  rule: Exclude<RedactionRule, object & { pattern: RegExp }>,
  at: number,
  text: string,
  place: string,
): SecretRange[] {
  let findings: unknown[];
  try {
    findings = [...rule(text, place)];
  } catch (error) {
    const name = error instanceof Error ? error.name : 'a value that is not an error';
    // Without its message and without a cause: they can hold the text.
    throw new PlayheadError(
      'bad-option',
      `Cannot redact ${place}: rules[${at}] threw ${name}. Make it return a list of { start, end, kind }.`,
    );
  }
  const wrong = findings.find((each) => !isObject(each));
  if (wrong !== undefined) {
    throw new PlayheadError(
      'bad-option',
      `Invalid result of rules[${at}] for ${place}: expected a list of { start, end, kind }, got other values in it.`,
    );
  }
  return findings as SecretRange[];
}
