import type { Interaction, RecordedHeaders } from '../cassette/cassette.ts';
import { TOKEN } from '../cassette/response-problem.ts';

/** Headers in the order in which they came, a name as often as it came. */
export type HeaderList = readonly (readonly [name: string, value: string])[];

/** Headers of one connection: https://www.rfc-editor.org/rfc/rfc9110#section-7.6.1 */
export const HOP_HEADERS: ReadonlySet<string> = new Set([
  'connection',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
]);

/** What a browser, a tracer or an SDK adds of its own, and differs each time. */
const REQUEST_NOISE =
  /^(?:accept-encoding|accept-language|baggage|content-encoding|content-length|cookie|dnt|forwarded|host|origin|priority|referer|sec-.*|sentry-trace|traceparent|tracestate|via|x-forwarded-.*|x-playhead-.*|x-real-ip|x-stainless-.*)$/;

/** What differs each time that the same is asked: kept, each recording would be a large change. */
const RESPONSE_NOISE =
  /^(?:age|alt-svc|cf-.*|content-encoding|content-length|expires|nel|report-to|reporting-endpoints|server-timing|set-cookie|strict-transport-security|via|x-amz-cf-.*|x-amzn-trace-id|x-cache|x-envoy-.*|x-kong-.*|x-served-by|x-timer|.*-processing-ms|(?:.*-)?ratelimit(?:-.*)?|(?:.*-)?request-id|x-amzn-requestid|x-groq-region|x-trace-id)$/;

/** Chooses the headers of a request that are recorded. */
export function keptRequestHeaders(headers: HeaderList): RecordedHeaders {
  return record(headers, REQUEST_NOISE);
}

/** Chooses the headers of a response that are recorded. */
export function keptResponseHeaders(headers: HeaderList): RecordedHeaders {
  return record(headers, RESPONSE_NOISE);
}

/** Chooses the headers of an interaction that was recorded by another tool. */
export function keptHeaders({ request, response, ...more }: Interaction): Interaction {
  return {
    ...more,
    request: { ...request, headers: keptRequestHeaders(listOf(request.headers)) },
    response: { ...response, headers: keptResponseHeaders(listOf(response.headers)) },
  };
}

function listOf(headers: RecordedHeaders): HeaderList {
  return Object.entries(headers).flatMap(([name, values]) =>
    values.map((value) => [name, value] as const),
  );
}

/** Sorts by name, and spells names as Go does, so that go-vcr finds them. */
function record(headers: HeaderList, noise: RegExp): RecordedHeaders {
  const kept = new Map<string, string[]>();
  for (const [name, value] of headers) {
    const key = name.toLowerCase();
    if (!TOKEN.test(key) || HOP_HEADERS.has(key) || noise.test(key)) continue;
    const canonical = key.replaceAll(/(?<=^|-)[a-z]/g, (letter) => letter.toUpperCase());
    kept.set(canonical, [...(kept.get(canonical) ?? []), value]);
  }
  return Object.fromEntries([...kept].toSorted(([one], [other]) => (one < other ? -1 : 1)));
}
