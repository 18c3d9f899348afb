import { asObject, type JsonObject } from '../../../util/json.ts';

/**
 * Writes events as MockServer sends them: the fields `id`, `event`, `retry`, `data` in this order.
 * https://github.com/mock-server/mockserver-monorepo , `HttpSseResponseActionHandler.java`
 */
export function sseBody(events: readonly JsonObject[]): string {
  return events.map(writeEvent).join('');
}

function writeEvent({ id, event, retry, data }: JsonObject): string {
  const line = (name: string, value: unknown) =>
    typeof value === 'string' || typeof value === 'number'
      ? `${name}: ${String(value).replaceAll(/[\r\n]/g, '')}\n`
      : '';
  const lines = typeof data === 'string' ? splitLines(data) : [];
  const written = lines.map((each) => `data: ${each}\n`).join('');
  return `${line('id', id)}${line('event', event)}${line('retry', retry)}${written}\n`;
}

/** Splits text as Java's `split` does, which leaves out empty lines at the end. */
function splitLines(text: string): string[] {
  if (text === '') return [''];
  let end = text.length;
  while (text[end - 1] === '\n') end -= 1;
  return end === 0 ? [] : text.slice(0, end).split('\n');
}

/** Units of https://www.mock-server.com/mock_server/response_delays.html in milliseconds. */
const UNITS = new Map([
  ['NANOSECONDS', 1e-6],
  ['MICROSECONDS', 1e-3],
  ['MILLISECONDS', 1],
  ['SECONDS', 1000],
  ['MINUTES', 60_000],
  ['HOURS', 3_600_000],
  ['DAYS', 86_400_000],
]);

/** Reads a delay in milliseconds: 0 for none, NaN for one that is not a fixed time. */
export function millisecondsOf(delay: unknown): number {
  if (delay === undefined || delay === null) return 0;
  const { timeUnit = 'MILLISECONDS', value, distribution } = asObject(delay);
  const isFixed = typeof value === 'number' && value >= 0 && distribution === undefined;
  const unit = typeof timeUnit === 'string' ? UNITS.get(timeUnit) : undefined;
  return isFixed && unit !== undefined ? value * unit : Number.NaN;
}
