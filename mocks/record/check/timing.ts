import type { Cassette } from '../../cassette/cassette.ts';
import { framingOf } from '../../cassette/events.ts';
import { sizesProblem, timesProblem } from '../../stream/timing.ts';
import type { Finding } from './finding.ts';

/**
 * Finds recorded times and sizes that do not fit the body: `event-times`, `chunk-sizes`. The pace and
 * the chunking `'recorded'` refuse such a cassette.
 */
export function checkRecordedTiming(cassette: Cassette): Finding[] {
  return cassette.interactions.flatMap(({ response }, at) => {
    if (!framingOf(response)) return [];
    const finding = (key: string, rule: string, message: string | undefined): Finding[] => {
      if (message === undefined) return [];
      const place = { interaction: at + 1, keys: ['response', key] };
      const hint = `Remove ${key}, or record it again`;
      return [{ rule, severity: 'error', message, hint, place }];
    };
    return [
      ...finding('event_times', 'event-times', response.event_times && timesProblem(response)),
      ...finding('chunk_sizes', 'chunk-sizes', response.chunk_sizes && sizesProblem(response)),
    ];
  });
}
