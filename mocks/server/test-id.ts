import { BAGGAGE_KEY, TEST_HEADER } from '../player/session-channel.ts';

const PREFIX = /^\/test-([0-9a-f]{32})(?=\/)/;
const TRACEPARENT = /^[0-9a-f]{2}-([0-9a-f]{32})-/;
const BAGGAGE = new RegExp(`(?:^|,)\\s*${BAGGAGE_KEY}\\s*=\\s*([0-9a-f]{32})`);

/**
 * Reads which tests a request may name, the surest first: a prefix of the path (`/test-<id>/v1/…`), the
 * header `x-playhead-test`, the W3C baggage (https://www.w3.org/TR/baggage/), and the trace id
 * (https://www.w3.org/TR/trace-context/), which may be one of the back end's own.
 */
export function testIdsOf(url: string, headers: Record<string, string>): string[] {
  const ids = [
    PREFIX.exec(new URL(url).pathname)?.[1],
    headers[TEST_HEADER],
    BAGGAGE.exec(headers['baggage'] ?? '')?.[1],
    TRACEPARENT.exec(headers['traceparent'] ?? '')?.[1],
  ];
  return ids.filter((id) => id !== undefined);
}
