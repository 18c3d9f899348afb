import { type SearchedText } from './collector.ts';
import { credentialStart } from './headers.ts';
import { blankPlaceholders } from './placeholder.ts';
import { findInTexts, type PlacedText } from './secrets/find.ts';
import { type SecretRange, mergeRanges } from './secrets/secret-range.ts';
import type { RedactionRule } from './secrets/rule.ts';

/** Kinds that name someone or something, and give no access: they may be words of any text. */
const IDS = /(?:^| )id$/;
/** A password that is shorter may be a word of any text. */
const MIN_ECHO = 12;

/**
 * Finds the secrets of an interaction: by their names, by what they look like, and where one that only a
 * name tells is repeated, such as in an error message.
 * @throws PlayheadError `bad-option` where a user's rule fails.
 */
export async function search(
  texts: readonly SearchedText[],
  rules: readonly RedactionRule[],
): Promise<SecretRange[][]> {
  const distinct = distinctTexts(texts, rules);
  const found = await findInTexts(distinct.list, rules);
  const named = texts.map(namedSecret);
  const echoed = new Set(
    texts.flatMap(({ source: { text } }, at) => {
      const secret = named[at];
      if (!secret || IDS.test(secret.kind) || secret.end - secret.start < MIN_ECHO) return [];
      return [text.slice(secret.start, secret.end)];
    }),
  );
  const all = found.map((findings, at) => {
    const echoes = [...echoed].flatMap((secret) => occurrences(distinct.list[at]!.text, secret));
    return echoes.length === 0 ? findings : mergeRanges([...findings, ...echoes]);
  });
  return texts.map(({ kind }, at) => {
    if (kind === undefined) return all[distinct.indexes[at]!]!;
    return named[at] ? [named[at]] : [];
  });
}

/** Lists each text once: a stream repeats most of its strings in each event. */
function distinctTexts(texts: readonly SearchedText[], rules: readonly RedactionRule[]) {
  const isPlaceRead = rules.some((rule) => typeof rule === 'function');
  const known = new Map<string, number>();
  const list: PlacedText[] = [];
  const indexes = texts.map(({ source: { text }, place, kind }) => {
    if (kind !== undefined) return -1;
    const key = isPlaceRead ? `${place()}\0${text}` : text;
    const earlier = known.get(key);
    if (earlier !== undefined) return earlier;
    known.set(key, list.length);
    return list.push({ text, place }) - 1;
  });
  return { list, indexes };
}

/** Takes all of a text for a secret, where its name says so and something is left of it. */
function namedSecret({ source: { text }, kind }: SearchedText): SecretRange | undefined {
  if (kind === undefined) return undefined;
  const start = credentialStart(text);
  const isLeft = blankPlaceholders(text.slice(start)).trim() !== '';
  return isLeft ? { start, end: text.length, kind } : undefined;
}

function occurrences(text: string, secret: string): SecretRange[] {
  const found: SecretRange[] = [];
  let start = text.indexOf(secret);
  while (start >= 0) {
    found.push({ start, end: start + secret.length, kind: 'credential' });
    start = text.indexOf(secret, start + secret.length);
  }
  return found;
}

/** Returns the secrets themselves, to keep them out of the names of places. */
export function secretsOf(
  texts: readonly SearchedText[],
  findings: readonly SecretRange[][],
): Set<string> {
  return new Set(
    texts.flatMap(({ source: { text } }, at) =>
      findings[at]!.map(({ start, end }) => text.slice(start, end)),
    ),
  );
}
