import { closestName } from '../util/closest-name.ts';
import { PlayheadError } from '../util/error.ts';

/** A behaviour, as far as a failure of it can be expected. */
interface Candidate {
  behaviour: { id: string };
  keys: readonly string[];
  notApplicable: string | undefined;
}

/** @throws PlayheadError `bad-option` where an id is unknown or not applicable, or a reason empty. */
export function checkExpectedFailures(
  expectedFailures: object,
  planned: readonly Candidate[],
): void {
  for (const [key, reason] of Object.entries(expectedFailures)) {
    const meant = planned.filter(({ keys }) => keys.includes(key));
    if (meant.length === 0) throw unknownKey(key, planned);
    if (typeof reason !== 'string' || reason.trim() === '') {
      throw failure(`"${key}" has no reason. Say why it fails: the report shows it`);
    }
    const [{ notApplicable }] = meant as [Candidate];
    if (notApplicable) throw failure(`"${key}" is not applicable: ${notApplicable}. Remove it`);
  }
}

function unknownKey(key: string, planned: readonly Candidate[]): PlayheadError {
  const ids = [...new Set(planned.map(({ behaviour }) => behaviour.id))];
  const meant = closestName(key, [...new Set(planned.flatMap(({ keys }) => keys))]);
  const hint = meant ? ` Did you mean "${meant}"?` : '';
  return failure(
    `unknown id "${key}".${hint} Valid ids, alone or as "<cassette>: <id>":\n${ids.map((id) => `  ${id}`).join('\n')}`,
  );
}

function failure(reason: string): PlayheadError {
  return new PlayheadError('bad-option', `Invalid expectedFailures: ${reason}.`);
}
