import { type Cassette, header } from '../../cassette/cassette.ts';
import { pluralize } from '../../util/text.ts';
import type { CheckFinding, CheckRule } from './finding.ts';

/** How old a cassette may be. */
export interface AgeOptions {
  maxAgeMs: number;
  now: Date;
}

const DAY_MS = 24 * 60 * 60 * 1000;

/**
 * Makes the rule that finds old cassettes: `too-old`. A cassette is as old as the oldest `date` header of
 * its responses; without one, as its file, which a fresh checkout makes new.
 */
export function createAgeRule({ maxAgeMs, now }: AgeOptions): CheckRule {
  return (cassette, { modified }): CheckFinding[] => {
    const [oldest] = datesOf(cassette).toSorted((one, other) => one.ms - other.ms);
    const ms = oldest?.ms ?? modified?.getTime();
    if (ms === undefined || now.getTime() - ms <= maxAgeMs) return [];
    const source = oldest ? 'by its date header' : 'by the time of the file';
    const day = new Date(ms).toISOString().slice(0, 10);
    return [
      {
        rule: 'too-old',
        severity: 'error',
        message: `recorded on ${day} ${source}, ${days(now.getTime() - ms)} ago; the limit is ${days(maxAgeMs)}`,
        hint: 'Record it again',
        ...(oldest && {
          place: { interaction: oldest.interaction, keys: ['response', 'headers', oldest.key] },
        }),
      },
    ];
  };
}

function datesOf({ interactions }: Cassette) {
  return interactions.flatMap(({ response: { headers } }, at) => {
    const ms = Date.parse(header(headers, 'date') ?? '');
    const key = Object.keys(headers).find((name) => name.toLowerCase() === 'date') ?? '';
    return Number.isNaN(ms) ? [] : [{ ms, key, interaction: at + 1 }];
  });
}

function days(ms: number): string {
  const count = Math.floor(ms / DAY_MS);
  if (count >= 1) return pluralize(count, 'day');
  return pluralize(Math.floor(ms / (DAY_MS / 24)), 'hour');
}
