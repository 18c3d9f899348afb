import type { Interaction } from '../../cassette/cassette.ts';
import { checkOptions } from '../../util/check-options.ts';
import { createCollector, type SearchedText } from './collector.ts';
import { editableRequest, editableResponse } from './message.ts';
import { createPlaceholders, type Placeholders } from './placeholder.ts';
import { search, secretsOf } from './search.ts';
import { findInTexts } from './secrets/find.ts';
import type { SecretRange } from './secrets/secret-range.ts';
import { checkRules, type RedactionRule } from './secrets/rule.ts';

/** What to remove besides what is known. */
export interface RedactionOptions {
  /** Patterns and functions that find secrets of your own. Default: none. */
  rules?: readonly RedactionRule[];
}

/** What was removed at one place; never what it was. */
export interface Removed {
  /** Such as `request header authorization`, `response body, event 3`, `query key`. */
  place: string;
  /** In words: `api key`. */
  kind: string;
  /** How many there were. */
  count: number;
}

/** The result of redaction. */
export interface Redacted {
  interaction: Interaction;
  removed: Removed[];
}

/** Redacts the interactions of one cassette: equal secrets get equal placeholders in all of them. */
export interface Redactor {
  redact(interaction: Interaction): Promise<Redacted>;
  /**
   * Redacts text by what it looks like, such as comments.
   * @param place for what was removed
   */
  redactText(text: string, place: string): Promise<{ text: string; removed: Removed[] }>;
}

/** A secret in an interaction. */
export interface Secret {
  /** As that of `Removed`. */
  place: string;
  kind: string;
  /**
   * Its first characters, a quarter of it and at most 4, and how long it is: `sk-a… (51 characters)`; `…`
   * for what is dropped.
   */
  masked: string;
}

/** A secret in a text, such as a cassette file. */
export interface SecretInText extends SecretRange {
  masked: string;
}

/**
 * Creates a redactor for one cassette. It keeps salted hashes of what it has removed, never the secrets.
 *
 * Removes from requests and responses: credentials, accounts and ids in headers, URLs, forms and under
 * known keys of JSON; keys, tokens, private keys, JSON web tokens, e-mail and IP addresses by what they
 * look like, also where a stream has cut them. `Cookie`, `Set-Cookie`, headers with IP addresses, and
 * `remote_addr` are dropped. All other bytes of a body stay as recorded.
 *
 * @throws PlayheadError `bad-option` for an invalid option; later for a rule that fails.
 */
export function createRedactor(options: RedactionOptions = {}): Redactor {
  const { rules = [] } = checkOptions(options, { rules: checkRules });
  const placeholders = createPlaceholders();
  let last: Promise<unknown> = Promise.resolve();
  // One after another, so that numbers depend on the order of the calls alone.
  const next = <T>(redact: () => Promise<T>): Promise<T> => {
    const result = last.then(async () => {
      try {
        // Copied to strings of their own: a part of a string keeps all of it in memory.
        return structuredClone(await redact());
      } finally {
        forgetLastMatch();
      }
    });
    last = result.then(
      () => undefined,
      () => undefined,
    );
    return result;
  };
  return {
    redact: (interaction) => next(() => redactOnce(interaction, rules, placeholders)),
    redactText: (text, place) => next(() => redactTextOnce(text, place, { rules, placeholders })),
  };
}

/**
 * Finds the secrets of an interaction that `redact` would replace, also those that a stream has cut, and
 * the headers that it would drop.
 * @throws PlayheadError as `createRedactor` and its `redact`.
 */
export async function findSecrets(
  interaction: Interaction,
  options: RedactionOptions = {},
): Promise<Secret[]> {
  const { rules = [] } = checkOptions(options, { rules: checkRules });
  const secrets: Secret[] = [];
  try {
    const note = (place: string, kind: string, secret: string) =>
      secrets.push({ place, kind, masked: mask(secret) });
    await redactOnce(interaction, rules, createPlaceholders(), note);
    return structuredClone(secrets);
  } finally {
    forgetLastMatch();
  }
}

/**
 * Finds the secrets of a text by what they look like; offsets count UTF-16 code units. What only a name
 * tells, such as that of a header, and what is cut or encoded, is found by `findSecrets`.
 * @throws PlayheadError as `createRedactor` and its `redact`.
 */
export async function findSecretsInText(
  text: string,
  options: RedactionOptions = {},
): Promise<SecretInText[]> {
  const { rules = [] } = checkOptions(options, { rules: checkRules });
  try {
    const [findings] = await findInTexts([{ text, place: () => 'text' }], rules);
    return structuredClone(
      findings!.map((each) => ({ ...each, masked: mask(text.slice(each.start, each.end)) })),
    );
  } finally {
    forgetLastMatch();
  }
}

type OnSecret = (place: string, kind: string, secret: string) => void;

async function redactOnce(
  interaction: Interaction,
  rules: readonly RedactionRule[],
  placeholders: Placeholders,
  onSecret: OnSecret = () => {},
): Promise<Redacted> {
  const removed = new Map<string, Removed>();
  const count = (place: string, kind: string) => {
    const key = `${place}\n${kind}`;
    const entry = removed.get(key) ?? { place, kind, count: 0 };
    entry.count += 1;
    removed.set(key, entry);
  };
  const dropped = (place: string, kind: string) => {
    count(place, kind);
    onSecret(place, kind, '');
  };
  const collector = createCollector();
  const request = editableRequest(interaction.request, collector, dropped);
  const response = editableResponse(interaction.response, collector, dropped);
  const texts = collector.texts();
  const findings = await search(texts, rules);
  for (const { source } of texts) placeholders.reserve(source.text);
  await replaceAll(texts, findings, placeholders, (place, kind, secret) => {
    count(place, kind);
    onSecret(place, kind, secret);
  });
  collector.finish();
  return {
    interaction: { ...interaction, request: request(), response: response() },
    removed: [...removed.values()],
  };
}

async function redactTextOnce(
  text: string,
  place: string,
  { rules, placeholders }: { rules: readonly RedactionRule[]; placeholders: Placeholders },
): Promise<{ text: string; removed: Removed[] }> {
  const [found = []] = await findInTexts([{ text, place: () => place }], rules);
  placeholders.reserve(text);
  const pieces: string[] = [];
  const removed: Removed[] = [];
  let from = 0;
  for (const { start, end, kind } of found) {
    // Goes one by one: placeholders are numbered in order.
    pieces.push(text.slice(from, start), await placeholders.of(text.slice(start, end), kind));
    removed.push({ place, kind, count: 1 });
    from = end;
  }
  return { text: [...pieces, text.slice(from)].join(''), removed };
}

/** Replaces what was found by placeholders. */
async function replaceAll(
  texts: readonly SearchedText[],
  findings: readonly SecretRange[][],
  placeholders: Placeholders,
  onSecret: OnSecret,
): Promise<void> {
  const secrets = secretsOf(texts, findings);
  const known = new Map<string, string>();
  for (const [at, { source, place, isWeak, decoded }] of texts.entries()) {
    const found = findings[at]!;
    if (found.length === 0 || (decoded && decoded.edits.length > 0)) continue;
    for (const { start, end, kind } of found) {
      if (isWeak && source.isReplaced(start, end)) continue;
      const secret = source.text.slice(start, end);
      const text = known.get(secret) ?? (await placeholders.of(secret, kind));
      known.set(secret, text);
      const shown = hide(place(start), secrets);
      source.replace(start, end, { text, placed: () => onSecret(shown, kind, secret) });
    }
  }
}

const MIN_HIDDEN = 4;

/** Keeps secrets out of a place: they can be keys of JSON, or names in a query. */
function hide(place: string, secrets: ReadonlySet<string>): string {
  let shown = place;
  for (const secret of secrets) {
    if (secret.length >= MIN_HIDDEN && shown.includes(secret)) {
      shown = shown.replaceAll(secret, '…');
    }
  }
  return shown;
}

const MAX_SHOWN = 4;

function mask(secret: string): string {
  if (secret === '') return '…';
  const shown = secret.slice(0, Math.min(MAX_SHOWN, Math.floor(secret.length / 4)));
  return `${shown}… (${secret.length} characters)`;
}

/** Makes the engine let go of the text it has matched last, which `RegExp.input` would show. */
function forgetLastMatch(): void {
  /^/.exec('');
}
