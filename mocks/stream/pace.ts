import { invalid } from '../util/check-options.ts';
import { LONGEST_PAUSE_MS } from './sleep.ts';

/**
 * The times at which events go out. go-vcr writes no time per chunk, so for its files every pace is derived.
 * - `'instant'`: as fast as the app reads
 * - `'recorded'`: as they came, for cassettes that Playhead has recorded: others have no times
 * - `eventsPerSecond`: an even rate, more than 0
 * - `totalMs`: the whole response spread evenly over this many milliseconds, 0 or more
 *
 * No pause is longer than 2,147,483,647 ms.
 */
export type Pace =
  | 'instant'
  | 'recorded'
  | { eventsPerSecond: number; totalMs?: never }
  | { totalMs: number; eventsPerSecond?: never };

const NAMES = ['instant', 'recorded'];

/** Computes the pause before each of `count` events, in milliseconds, but for those that were recorded. */
export function pauseMs(pace: Pace, count: number): number {
  if (pace === 'instant' || pace === 'recorded') return 0;
  return pace.totalMs === undefined ? 1000 / pace.eventsPerSecond : pace.totalMs / count;
}

/**
 * @param names the named paces, for the message
 * @throws PlayheadError `bad-option` where the value is not a pace.
 */
export function checkPace(value: unknown, names: readonly string[] = NAMES): Pace {
  if (value === 'instant' || value === 'recorded') return value;
  const shape = `${names.map((name) => `'${name}'`).join(', ')}, { eventsPerSecond: 30 } or { totalMs: 2000 }`;
  if (typeof value === 'object' && value !== null) {
    const [[key, amount] = [], ...rest] = Object.entries(value) as [string, unknown][];
    const valid = typeof amount === 'number' && amount < Infinity && rest.length === 0;
    const isPace =
      valid && (key === 'eventsPerSecond' ? amount > 0 : key === 'totalMs' && amount >= 0);
    if (isPace && pauseMs(value as Pace, 1) <= LONGEST_PAUSE_MS) return value as Pace;
    if (isPace) throw invalid('pace', value, `pauses of at most ${LONGEST_PAUSE_MS} ms`);
  }
  throw invalid('pace', value, shape, names);
}

/**
 * Reads a pace that is written as text: `instant`, `recorded`, `20/s` or `2000ms`.
 * @throws PlayheadError `bad-option` for any other text.
 */
export function parsePace(text: string): Pace {
  const [, amount, unit] = /^(\d+(?:\.\d+)?)(\/s|ms)$/.exec(text) ?? [];
  if (text === 'instant' || text === 'recorded') return text;
  if (unit === 'ms') return checkPace({ totalMs: Number(amount) });
  if (unit === '/s' && Number(amount) > 0) return checkPace({ eventsPerSecond: Number(amount) });
  throw invalid('pace', text, 'instant, recorded, 20/s or 2000ms');
}
