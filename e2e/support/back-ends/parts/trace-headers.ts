import type { IncomingHttpHeaders } from 'node:http';

const NAMES = ['traceparent', 'baggage'];

/** Picks what ties a further request to this one, as the instrumentation of OpenTelemetry does. */
export function traceHeaders(headers: IncomingHttpHeaders): Record<string, string> {
  const picked = NAMES.map((name) => [name, headers[name]] as const);
  return Object.fromEntries(picked.filter((each): each is [string, string] => Boolean(each[1])));
}
