import { blankPlaceholders } from '../placeholder.ts';
import { findEmails, findIpAddresses } from './addresses.ts';
import { type Finder, type SecretRange, mergeRanges } from './secret-range.ts';
import { applyRule, type RedactionRule } from './rule.ts';
import { findBySecretlint, mayHoldMore } from './secretlint.ts';
import { findPrivateKeys, findShapes } from './shapes.ts';

const FINDERS: readonly Finder[] = [findPrivateKeys, findShapes, findEmails, findIpAddresses];

/** A text to search, and where it stands, for the rules of the user. */
export interface PlacedText {
  text: string;
  place: () => string;
}

/**
 * Finds the secrets of texts by what they look like, those of each in order and apart from one another.
 * Nothing is found in placeholders.
 * @throws PlayheadError `bad-option` where a user's rule fails.
 */
export async function findInTexts(
  texts: readonly PlacedText[],
  rules: readonly RedactionRule[],
): Promise<SecretRange[][]> {
  const findings: SecretRange[][] = [];
  for (const each of texts) findings.push(await findInText(each, rules));
  return findings;
}

/** What is found changes what is beside it: `\b` is there then. A text that has much is not worth more. */
const MAX_ROUNDS = 4;

async function findInText(
  { text, place }: PlacedText,
  rules: readonly RedactionRule[],
): Promise<SecretRange[]> {
  const all: SecretRange[] = [];
  let rest = blankPlaceholders(text);
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const found = mergeRanges([
      ...rules.flatMap((rule, at) => applyRule(rule, at, rest, place)),
      ...FINDERS.flatMap((find) => [...find(rest)]),
    ]);
    rest = blank(rest, found);
    // Secretlint takes more of a text than the secret; it is left what nothing else has found.
    const linted = mergeRanges(mayHoldMore(rest) ? await findBySecretlint(asciiOf(rest)) : []);
    rest = blank(rest, linted);
    if (found.length + linted.length === 0) break;
    for (const each of [...found, ...linted]) all.push(each);
  }
  return mergeRanges(all);
}

function blank(text: string, findings: readonly SecretRange[]): string {
  if (findings.length === 0) return text;
  const pieces: string[] = [];
  let from = 0;
  for (const { start, end } of findings) {
    pieces.push(text.slice(from, start), ' '.repeat(end - start));
    from = end;
  }
  return [...pieces, text.slice(from)].join('');
}

/** Blanks all but ASCII: secretlint passes over what follows a letter, also in texts without blanks. */
function asciiOf(text: string): string {
  return text.replaceAll(/\P{ASCII}{1,1000}/gu, (run) => ' '.repeat(run.length));
}
