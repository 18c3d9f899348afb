import { blankPlaceholders } from '../placeholder.ts';
import { findEmails, findIpAddresses } from './addresses.ts';
import { type Finder, type Finding, mergeFindings } from './finding.ts';
import { applyRule, type RedactionRule } from './rule.ts';
import { findBySecretlint } from './secretlint.ts';
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
): Promise<Finding[][]> {
  const findings: Finding[][] = [];
  const rest: string[] = [];
  for (const { text: written, place } of texts) {
    const text = blankPlaceholders(written);
    const found = [
      ...rules.flatMap((rule, at) => applyRule(rule, at, text, place)),
      ...FINDERS.flatMap((find) => [...find(text)]),
    ];
    const merged = mergeFindings(found);
    findings.push(merged);
    // Secretlint takes more of a text than the secret; it is left what nothing else has found.
    rest.push(merged.length === 0 ? text : blank(text, merged));
  }
  const linted = await findBySecretlint(rest);
  return findings.map((found, at) =>
    linted[at]!.length === 0 ? found : mergeFindings([...found, ...linted[at]!]),
  );
}

function blank(text: string, findings: readonly Finding[]): string {
  const pieces: string[] = [];
  let from = 0;
  for (const { start, end } of findings) {
    pieces.push(text.slice(from, start), ' '.repeat(end - start));
    from = end;
  }
  return [...pieces, text.slice(from)].join('');
}
