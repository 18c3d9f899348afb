import type { CompletionRequest } from '../player/channel.ts';
import { BAGGAGE_KEY, TEST_HEADER } from '../player/session-channel.ts';

const PREFIX = /^(\w+:\/\/[^/]+)\/test-([0-9a-f]{32})(?=\/)/;
const TRACEPARENT = /^[0-9a-f]{2}-([0-9a-f]{32})-/;
const BAGGAGE = new RegExp(`(?:^|,)\\s*${BAGGAGE_KEY}\\s*=\\s*([0-9a-f]{32})`);

/** Turns a prefix of the path (`/test-<id>/v1/…`) into the header: no recording has such a path. */
export function readPrefix(request: CompletionRequest): CompletionRequest {
  const { url, headers } = request;
  const [prefix, origin, id] = PREFIX.exec(url) ?? [];
  if (prefix === undefined) return request;
  const named = { ...headers, [TEST_HEADER]: id! };
  return { ...request, url: origin + url.slice(prefix.length), headers: named };
}

/**
 * Reads which tests a request may name, the surest first: the header `x-playhead-test`, the W3C baggage
 * (https://www.w3.org/TR/baggage/), and the trace id (https://www.w3.org/TR/trace-context/), which may be
 * one of the back end's own.
 */
export function testIdsOf(headers: Record<string, string>): string[] {
  const ids = [
    headers[TEST_HEADER],
    BAGGAGE.exec(headers['baggage'] ?? '')?.[1],
    TRACEPARENT.exec(headers['traceparent'] ?? '')?.[1],
  ];
  return ids.filter((id) => id !== undefined);
}
