import type { Cassette } from '../../cassette/cassette.ts';
import { framingOf } from '../../cassette/events.ts';
import { sizesProblem, timesProblem } from '../../stream/timing.ts';
import type { CheckFinding } from './finding.ts';

/**
 * Finds recorded times and sizes that do not fit the body: `event-times`, `chunk-sizes`. The pace and
 * the chunking `'recorded'` refuse such a cassette; all else plays it. An edited body makes them.
 */
export function checkRecordedTiming(cassette: Cassette): CheckFinding[] {
  return cassette.interactions.flatMap(({ response }, at) => {
    if (!framingOf(response)) return [];
    const finding = (key: string, rule: string, message: string | undefined): CheckFinding[] => {
      if (message === undefined) return [];
      const place = { interaction: at + 1, keys: ['response', key] };
      const hint = `Remove ${key} with --fix, or record it again`;
      return [{ rule, severity: 'warning', message, hint, place }];
    };
    return [
      ...finding('event_times', 'event-times', response.event_times && timesProblem(response)),
      ...finding('chunk_sizes', 'chunk-sizes', response.chunk_sizes && sizesProblem(response)),
    ];
  });
}

/** Drops the times and sizes that do not fit the body, and names them with their places. */
export function dropStaleTiming(cassette: Cassette): { cassette: Cassette; dropped: string[] } {
  const stale = checkRecordedTiming(cassette).flatMap(({ place }) => place ?? []);
  const interactions = cassette.interactions.map((interaction, at) => {
    const keys = stale.filter(({ interaction: number }) => number === at + 1);
    const response = { ...interaction.response };
    for (const { keys: path = [] } of keys) delete response[path.at(-1) as TimingKey];
    return { ...interaction, response };
  });
  const dropped = stale.map(
    ({ interaction, keys }) => `${keys?.at(-1)} of interaction ${interaction}`,
  );
  return { cassette: { ...cassette, interactions }, dropped };
}

type TimingKey = 'event_times' | 'chunk_sizes';
