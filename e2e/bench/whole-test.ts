import type { JSONReport } from '@playwright/test/reporter';
import { testsOf } from './sample.ts';

/** How many events the answer of a whole test is. */
export const EVENTS = 40;

/** How the provider is stood in for in a whole test. */
export const WAYS = {
  fulfill: 'route.fulfill',
  instant: 'playhead, instant',
  manual: 'playhead, manual and finish()',
  worker: 'playhead, service-worker',
  aimock: 'aimock',
} as const;

/**
 * Tests per second of a run. Each worker counts from the end of its first test, so that its start,
 * the browser's launch and the compilation are left out.
 */
export function testsPerSecond(results: JSONReport): number {
  const ends = new Map<number, number[]>();
  for (const { results: tries } of testsOf(results)) {
    const { parallelIndex, startTime, duration } = tries[0]!;
    const end = Date.parse(startTime) + duration;
    ends.set(parallelIndex, [...(ends.get(parallelIndex) ?? []), end]);
  }
  const rates = [...ends.values()].map((own) => {
    const seconds = (Math.max(...own) - Math.min(...own)) / 1000;
    return (own.length - 1) / seconds;
  });
  return rates.reduce((sum, rate) => sum + rate, 0);
}
