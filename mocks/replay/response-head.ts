import type { Miss } from '../matching/miss.ts';
import type { DeliveryHead } from '../stream/delivery.ts';
import { bodyBytes, toBinary } from '../wire/body.ts';

/** Status and headers as they are sent. */
export interface ResponseHead {
  status: number;
  /** The phrase alone, one character per byte. */
  statusText: string;
  headers: [name: string, value: string][];
}

/** The headers of a request that its response depends on. */
export interface RequestHeaders {
  get(name: string): string | null | undefined;
}

/** Headers of the recorded connection that do not fit a replayed body, or an address that is not the recorded one. */
const HOP_HEADERS = new Set([
  'alt-svc',
  'connection',
  'content-encoding',
  'content-length',
  'keep-alive',
  'set-cookie', // no fetch shows it, and MSW would write it into the app's own cookies
  'strict-transport-security',
  'transfer-encoding',
]);
const MISS_ERROR = { type: 'no_recorded_interaction', code: 501, status: 'UNIMPLEMENTED' };

/** Makes the head of a recorded response. */
export function responseHead(head: DeliveryHead, request: RequestHeaders): ResponseHead {
  const cors = corsHeaders(request);
  const names = new Set(cors.map(([name]) => name));
  const headers: ResponseHead['headers'] = [];
  for (const [name, values] of Object.entries(head.headers)) {
    const key = name.toLowerCase();
    // Of two spellings of one header, the first counts.
    if (HOP_HEADERS.has(key) || names.has(key)) continue;
    names.add(key);
    for (const value of values) headers.push([name, byteString(value)]);
  }
  const statusText = byteString(head.status?.replace(/^\d+\s*/, '') ?? '');
  return { status: head.code, statusText, headers: [...headers, ...cors] };
}

/**
 * Makes the response to a request that was not recorded. The clients of OpenAI, Anthropic and Google
 * read it as an error, so that apps show it; official SDKs obey `x-should-retry` and do not retry.
 */
export function missResponse(miss: Miss, request: RequestHeaders) {
  const error = { message: miss.message, ...MISS_ERROR };
  const headers: ResponseHead['headers'] = [
    ...corsHeaders(request),
    ['x-playhead', 'miss'],
    ['x-should-retry', 'false'],
  ];
  const head: ResponseHead = { status: 501, statusText: 'Not Recorded', headers };
  return { head, body: { type: 'error', error, miss } };
}

/** Makes the response to a preflight request: it allows the method and headers that this one names. */
export function preflightHead(request: RequestHeaders): ResponseHead {
  const requested = (name: string) => request.get(`access-control-request-${name}`) ?? '*';
  const headers: ResponseHead['headers'] = [
    ...corsHeaders(request),
    ['access-control-allow-methods', requested('method')],
    ['access-control-allow-headers', requested('headers')],
  ];
  return { status: 204, statusText: 'No Content', headers };
}

/** Writes text as HTTP sends it, one character per byte: in UTF-8 where it is not Latin-1. */
function byteString(text: string): string {
  return /^[\0-\u00FF]*$/.test(text) ? text : toBinary(bodyBytes(text));
}

/** Allows any origin. With credentials a browser does not accept `*`. */
function corsHeaders(request: RequestHeaders): ResponseHead['headers'] {
  const origin = request.get('origin');
  const shown: ResponseHead['headers'] = [['access-control-expose-headers', '*']];
  if (!origin) return [['access-control-allow-origin', '*'], ...shown];
  return [
    ['access-control-allow-origin', origin],
    ...shown,
    ['access-control-allow-credentials', 'true'],
    ['vary', 'origin'],
  ];
}
