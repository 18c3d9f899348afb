import { PlayheadError } from '../error.ts';
import { inWords } from '../in-words.ts';
import { LONGEST_PAUSE_MS } from '../stream/sleep.ts';

/**
 * How long to wait, in milliseconds; undefined where there is no limit.
 * @throws PlayheadError `bad-option` where the value is no timeout.
 */
export function limitOf(timeout: unknown): number | undefined {
  if (timeout === 0 || timeout === Infinity) return undefined;
  if (typeof timeout === 'number' && timeout > 0 && timeout <= LONGEST_PAUSE_MS) return timeout;
  throw new PlayheadError(
    'bad-option',
    `Cannot wait for a stream with the timeout ${inWords(timeout)}: it is not a number of milliseconds up to ${LONGEST_PAUSE_MS}. Change it, or use 0 for no limit.`,
  );
}
