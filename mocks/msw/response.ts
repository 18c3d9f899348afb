import { HttpResponse } from 'msw';
import { NULL_BODY, type RecordedHeaders } from '../cassette/cassette.ts';
import type { Miss } from '../matching/miss.ts';
import type { Delivery, DeliveryHead } from '../stream/delivery.ts';
import { bodyBytes, toBinary } from '../wire/body.ts';
import { Playback, type PlayOptions } from '../stream/playback.ts';
import { cancellableBody } from './cancellable-body.ts';

/** Headers of the recorded connection that do not fit a replayed body. */
const HOP_HEADERS = new Set([
  'connection',
  'content-encoding',
  'content-length',
  'keep-alive',
  'set-cookie', // no fetch shows it, and MSW would write it into the app's own cookies
  'transfer-encoding',
]);
const MISS_ERROR = { type: 'no_recorded_interaction', code: 501, status: 'UNIMPLEMENTED' };

/** Plays a delivery in response to a request. */
export function playDelivery(
  { events, end }: Delivery,
  request: Request,
  options: Omit<PlayOptions, 'signal' | 'end'> = {},
): Playback {
  return new Playback(events, { signal: request.signal, end, ...options });
}

/** Makes the response with the playback as its body; without a head, a refused connection. */
export function responseOf(
  head: DeliveryHead | undefined,
  playback: Playback,
  request: Request,
): Response {
  if (!head) return HttpResponse.error();
  return new HttpResponse(NULL_BODY.has(head.code) ? null : cancellableBody(playback), {
    status: head.code,
    statusText: byteString(head.status?.replace(/^\d+\s*/, '') ?? ''),
    headers: replayHeaders(head.headers, request),
  });
}

/**
 * Makes the response to a request that was not recorded. The clients of OpenAI, Anthropic and Google
 * read it as an error, so that apps show it; official SDKs obey `x-should-retry` and do not retry.
 */
export function missResponse(miss: Miss, request: Request): Response {
  const error = { message: miss.message, ...MISS_ERROR };
  const headers = { ...corsHeaders(request), 'x-playhead': 'miss', 'x-should-retry': 'false' };
  return HttpResponse.json(
    { type: 'error', error, miss },
    { status: 501, statusText: 'Not Recorded', headers },
  );
}

/** Answers a preflight request by allowing the method and headers it names. */
export function preflightResponse(request: Request): Response {
  const requested = (name: string) => request.headers.get(`access-control-request-${name}`) ?? '*';
  const headers = {
    ...corsHeaders(request),
    'access-control-allow-methods': requested('method'),
    'access-control-allow-headers': requested('headers'),
  };
  return new HttpResponse(null, { status: 204, headers });
}

function replayHeaders(recorded: RecordedHeaders, request: Request): Headers {
  const headers = new Headers();
  for (const [name, values] of Object.entries(recorded)) {
    // Of two spellings of one header, the first counts.
    if (HOP_HEADERS.has(name.toLowerCase()) || headers.has(name)) continue;
    for (const value of values) headers.append(name, byteString(value));
  }
  for (const [name, value] of Object.entries(corsHeaders(request))) headers.set(name, value);
  return headers;
}

/** Writes text as HTTP sends it, a character a byte: in UTF-8 where it is not Latin-1. */
function byteString(text: string): string {
  return /^[\0-\u00FF]*$/.test(text) ? text : toBinary(bodyBytes(text));
}

/** Allows any origin. With credentials a browser does not accept `*`. */
function corsHeaders(request: Request): Record<string, string> {
  const origin = request.headers.get('origin');
  return {
    'access-control-allow-origin': origin ?? '*',
    'access-control-expose-headers': '*',
    ...(origin && { 'access-control-allow-credentials': 'true', vary: 'origin' }),
  };
}
