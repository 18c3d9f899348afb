import type { Cassette, Interaction, RecordedHeaders } from '../../cassette/cassette.ts';
import { commentsOf, type YamlComment } from '../../cassette/comments.ts';
import { groupBy } from '../../util/group-by.ts';
import {
  findSecrets,
  findSecretsInText,
  type RedactionOptions,
  type Secret,
  type SecretInText,
} from '../redaction/redactor.ts';
import type { CheckFinding, FindingPlace, CheckRule } from './finding.ts';
import { interactionsOf, placeOfEvent } from './interactions-of.ts';

const HINT = 'Remove it with --fix';

/** Matches the kinds that let somebody in; an address or an id does not. */
const CREDENTIAL = /\b(?:auth|cookie|credential|jwt|key|password|secret|string|token|webhook)\b/;

function hintOf(kind: string): string {
  return CREDENTIAL.test(kind) ? `${HINT}, and make it invalid where it was issued` : HINT;
}

/**
 * Makes the rule that finds what a recorder removes: `secret`. What stands in the file as it is has its
 * exact place; what is cut, encoded or known by its name alone that of its field or event.
 */
export function createSecretsRule(options: RedactionOptions = {}): CheckRule {
  return async (cassette, { text }) => {
    const secrets: { secret: Secret; interaction: number }[] = [];
    for (const [at, interaction] of cassette.interactions.entries()) {
      // Goes one by one: each scan takes memory.
      const found = await findSecrets(interaction, options);
      secrets.push(...found.map((secret) => ({ secret, interaction: at + 1 })));
    }
    const comments = commentsOf(text);
    if (secrets.length + comments.length === 0) return [];
    const [inComments, others] = split(await findSecretsInText(text, options), comments);
    const offsets = offsetsOf(others);
    return [
      ...secrets.map(({ secret, interaction }) => {
        const at = offsets.get(keyOf(secret))?.shift();
        const place = placeOf(secret, cassette, interaction);
        return findingOf(secret, at === undefined ? { place } : { place, at });
      }),
      ...inComments.map((each) => findingOf({ ...each, place: 'comments' }, { at: each.start })),
    ];
  };
}

function findingOf(
  { place: where, kind, masked }: Secret,
  place: Pick<CheckFinding, 'place' | 'at'>,
): CheckFinding {
  const message = `${kind} in the ${where}: ${masked}`;
  return { rule: 'secret', severity: 'error', message, hint: hintOf(kind), ...place };
}

/** Splits secrets into those in comments and others. */
function split(
  secrets: readonly SecretInText[],
  comments: readonly YamlComment[],
): [inComments: SecretInText[], others: SecretInText[]] {
  const isInComment = (at: number) => comments.some(({ start, end }) => at >= start && at < end);
  return [
    secrets.filter(({ start }) => isInComment(start)),
    secrets.filter(({ start }) => !isInComment(start)),
  ];
}

/** Lists where each secret stands in the file, in order. */
function offsetsOf(secrets: readonly SecretInText[]): Map<string, number[]> {
  const places = [...groupBy(secrets, keyOf)];
  return new Map(places.map(([key, all]) => [key, all.map(({ start }) => start)]));
}

function keyOf({ kind, masked }: { kind: string; masked: string }): string {
  return `${kind} ${masked}`;
}

/** Reads the place of a secret, such as `response body, event 3`. */
function placeOf({ place }: Secret, cassette: Cassette, interaction: number): FindingPlace {
  const [, side, field = '', rest = ''] =
    /^(request|response) (header|body|url|trailer)?,?\s*(.*)$/.exec(place) ?? [];
  if (side === undefined) return { interaction, keys: ['request', 'url'] };
  const message =
    cassette.interactions[interaction - 1]![
      side as keyof Pick<Interaction, 'request' | 'response'>
    ];
  if (field === 'header') {
    return { interaction, keys: [side, 'headers', spellingOf(message.headers, rest)] };
  }
  const [, event] = /event (\d+)/.exec(rest) ?? [];
  if (side === 'response' && event !== undefined) {
    return placeOfEvent(interactionsOf(cassette)[interaction - 1]!, Number(event) - 1);
  }
  return { interaction, keys: field === '' ? [side] : [side, field] };
}

/** Finds how the file spells the name of a header. */
function spellingOf(headers: RecordedHeaders, name: string): string {
  return Object.keys(headers).find((each) => each.toLowerCase() === name) ?? name;
}
