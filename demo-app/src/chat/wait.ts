/** Longer waits are not counted down: no one keeps a page open for them. */
const LONGEST = 24 * 60 * 60 * 1000;

/**
 * Reads how long a provider asks to wait, in milliseconds; undefined where it does not say.
 * `Retry-After` is in seconds or a date, and `retry-after-ms` is exact.
 * https://www.rfc-editor.org/rfc/rfc9110#field.retry-after
 * @param headers with their names in lower case
 */
export function retryAfter(
  headers: Readonly<Record<string, string>> = {},
  now = Date.now(),
): number | undefined {
  const exact = numberOf(headers['retry-after-ms']);
  if (exact !== undefined) return inBounds(exact);
  const after = headers['retry-after'];
  const seconds = numberOf(after);
  return inBounds(seconds === undefined ? Date.parse(after ?? '') - now : seconds * 1000);
}

function numberOf(text: string | undefined): number | undefined {
  return text !== undefined && /^\s*\d+(?:\.\d+)?\s*$/.test(text) ? Number(text) : undefined;
}

function inBounds(wait: number): number | undefined {
  return wait > 0 && wait <= LONGEST ? wait : undefined;
}

/** Formats a wait, rounded up: `7 seconds`, `1 minute`, `3 hours`. */
export function formatWait(wait: number): string {
  const seconds = Math.ceil(wait / 1000);
  if (seconds < 60) return counted(seconds, 'second');
  const minutes = Math.ceil(seconds / 60);
  return minutes < 60 ? counted(minutes, 'minute') : counted(Math.ceil(minutes / 60), 'hour');
}

function counted(number: number, unit: string): string {
  return `${number} ${unit}${number === 1 ? '' : 's'}`;
}

/** Formats the seconds that are left: `7 s`, `1 min 5 s`. */
export function countdown(seconds: number): string {
  if (seconds < 60) return `${seconds} s`;
  return `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}
