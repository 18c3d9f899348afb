import { closestName } from '../util/closest-name.ts';
import { PlayheadError } from '../util/error.ts';
import { indent } from '../util/text.ts';

type Candidate = { name: string; id: string; notApplicable: string | undefined };

/** Lists the keys of `expectedFailures` that mean a behaviour, the more specific one first. */
export function keysOf({ name, id }: Pick<Candidate, 'name' | 'id'>): string[] {
  return [`${name}: ${id}`, id];
}

/** @throws PlayheadError `bad-option` where an id is unknown or not applicable, or a reason empty. */
export function checkExpectedFailures(
  expectedFailures: object,
  planned: readonly Candidate[],
): void {
  for (const [key, reason] of Object.entries(expectedFailures)) {
    const meant = planned.filter((each) => keysOf(each).includes(key));
    if (meant.length === 0) throw unknownKey(key, planned);
    if (typeof reason !== 'string' || reason.trim() === '') {
      throw failure(`"${key}" has no reason. Say why it fails: the report shows it`);
    }
    const [{ notApplicable }] = meant as [Candidate];
    if (notApplicable) throw failure(`"${key}" is not applicable: ${notApplicable}. Remove it`);
  }
}

function unknownKey(key: string, planned: readonly Candidate[]): PlayheadError {
  const ids = [...new Set(planned.map(({ id }) => id))];
  const meant = closestName(key, [...new Set(planned.flatMap(keysOf))]);
  const hint = meant ? ` Did you mean "${meant}"?` : '';
  return failure(
    `unknown id "${key}".${hint} Valid ids, alone or as "<cassette>: <id>":\n${indent(ids.join('\n'))}`,
  );
}

function failure(reason: string): PlayheadError {
  return new PlayheadError('bad-option', `Invalid expectedFailures: ${reason}.`);
}
