import type { Cassette } from '../../cassette/cassette.ts';
import { canonicalJson, parseJson } from '../../util/json.ts';
import { groupBy } from '../../util/group-by.ts';
import { bodyText } from '../../wire/body.ts';
import type { CheckFinding } from './finding.ts';
import { interactionsOf } from './interactions-of.ts';

/**
 * Finds requests that are recorded again, to the last field: `same-request`. No way of matching tells
 * them apart, so they are answered in the order of the file. A retry after a refusal is not a finding, nor
 * is a side call by another method than POST.
 */
export function checkSameRequests(cassette: Cassette): CheckFinding[] {
  const sent = interactionsOf(cassette).filter(
    ({ interaction: { request } }) => request.method.toUpperCase() === 'POST',
  );
  const groups = groupBy(sent, ({ interaction: { request } }) => {
    const text = bodyText(request.body);
    return canonicalJson([request.url, parseJson(text) ?? text]);
  });
  return [...groups.values()].flatMap((group) => {
    const answered = group.filter(({ interaction }) => interaction.response.code < 400);
    const [first, ...others] = answered;
    return others.map(({ number }): CheckFinding => ({
      rule: 'same-request',
      severity: 'warning',
      message: `the request equals that of interaction ${first!.number}: they are answered in the order of the file`,
      hint: 'Remove one of them, unless the same is meant to be asked again',
      place: { interaction: number, keys: ['request', 'body'] },
    }));
  });
}
