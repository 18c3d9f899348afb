import { groupBy } from '../../util/group-by.ts';
import type { Removed } from './redactor.ts';

/** Shows so many places of a kind. */
const SHOWN = 3;

/**
 * Describes what was removed, by kind and place: `2 × e-mail address (request body; response body, event 3)`.
 * Undefined where nothing was.
 */
export function describeRemoved(removed: readonly Removed[]): string | undefined {
  if (removed.length === 0) return undefined;
  const kinds = [...groupBy(removed, ({ kind }) => kind)];
  return kinds.map(([kind, all]) => `${totalOf(all)} × ${kind} (${placesOf(all)})`).join(', ');
}

function placesOf(removed: readonly Removed[]): string {
  const places = [...groupBy(removed, ({ place }) => place).keys()];
  const more = places.length > SHOWN ? [`${places.length - SHOWN} more places`] : [];
  return [...places.slice(0, SHOWN), ...more].join('; ');
}

function totalOf(removed: readonly Removed[]): number {
  return removed.reduce((total, { count }) => total + count, 0);
}
