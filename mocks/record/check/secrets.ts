import type { Cassette, Interaction, RecordedHeaders } from '../../cassette/cassette.ts';
import {
  findSecrets,
  findSecretsInText,
  type RedactionOptions,
  type Secret,
} from '../redaction/redactor.ts';
import type { CassetteSource, Finding, FindingPlace, Rule } from './finding.ts';
import { interactionsOf, placeOfEvent } from './interactions-of.ts';

const HINT = 'Remove it with --fix, and make it invalid where it was issued';

/**
 * Makes the rule that finds what a recorder removes: `secret`. What stands in the file as it is has its
 * exact place; what is cut, encoded or known by its name alone that of its field or event.
 */
export function createSecretsRule(options: RedactionOptions = {}): Rule {
  return async (cassette, { text }) => {
    const secrets: { secret: Secret; interaction: number }[] = [];
    for (const [at, interaction] of cassette.interactions.entries()) {
      // oxlint-disable-next-line no-await-in-loop -- one after another: each takes memory
      const found = await findSecrets(interaction, options);
      secrets.push(...found.map((secret) => ({ secret, interaction: at + 1 })));
    }
    if (secrets.length === 0) return [];
    const offsets = await offsetsOf(text, options);
    return secrets.map(({ secret, interaction }) => {
      const at = offsets.get(keyOf(secret))?.shift();
      const place = placeOf(secret, cassette, interaction);
      return findingOf(secret, at === undefined ? { place } : { place, at });
    });
  };
}

function findingOf({ place: where, kind, masked }: Secret, place: Pick<Finding, 'place' | 'at'>) {
  const message = `${kind} in the ${where}: ${masked}`;
  return { rule: 'secret', severity: 'error', message, hint: HINT, ...place } satisfies Finding;
}

/** Finds where each secret stands in the file, in order. */
async function offsetsOf(
  text: CassetteSource['text'],
  options: RedactionOptions,
): Promise<Map<string, number[]>> {
  const offsets = new Map<string, number[]>();
  for (const found of await findSecretsInText(text, options)) {
    const key = keyOf(found);
    offsets.set(key, [...(offsets.get(key) ?? []), found.start]);
  }
  return offsets;
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
