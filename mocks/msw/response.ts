import { HttpResponse } from 'msw';
import type { RecordedResponse } from '../cassette/cassette.ts';
import type { Miss } from '../match/miss.ts';
import type { Pace } from '../stream/pace.ts';
import { play, type Playback, type PlayOptions } from '../stream/play.ts';
import { timeline } from '../stream/timeline.ts';
import { eventsOf } from '../wire/events.ts';

/** Facts of the recorded connection that a replayed body does not have. */
const HOP_HEADERS = new Set([
  'connection',
  'content-encoding',
  'content-length',
  'keep-alive',
  'set-cookie', // no fetch shows it, and MSW would write it into the app's own cookies
  'transfer-encoding',
]);
const MISS_ERROR = { type: 'no_recorded_interaction', code: 501, status: 'UNIMPLEMENTED' };
const NO_BODY = new Set([204, 205, 304]);

/** How a recorded response is played. */
export interface ReplayOptions extends Omit<PlayOptions, 'signal'> {
  /** Default: `'instant'`. */
  pace?: Pace | undefined;
  /** Given the stream before the app has it. */
  onPlay?: (playback: Playback) => void;
}

/** The recorded response: server-sent events one by one at the pace, any other body whole. */
export function recordedResponse(
  response: RecordedResponse,
  request: Request,
  { pace = 'instant', onPlay, ...rest }: ReplayOptions = {},
): Response {
  const init = {
    status: response.code,
    statusText: response.status?.replace(/^\d+\s*/, '') ?? '',
    headers: replayHeaders(response, request),
  };
  const steps = timeline(eventsOf(response), pace);
  const playback = play(steps, { signal: request.signal, ...rest });
  onPlay?.(playback);
  return new HttpResponse(NO_BODY.has(response.code) ? null : playback.body, init);
}

/**
 * The answer to a request that was not recorded. In a form that is an error to the clients of OpenAI,
 * Anthropic and Google, so that apps show it; official SDKs obey `x-should-retry` and do not ask
 * again.
 */
export function missResponse(miss: Miss, request: Request): Response {
  const error = { message: miss.message, ...MISS_ERROR };
  const headers = { ...corsHeaders(request), 'x-playhead': 'miss', 'x-should-retry': 'false' };
  return HttpResponse.json(
    { type: 'error', error, miss },
    { status: 501, statusText: 'Not Recorded', headers },
  );
}

/** Answers the preflight of a cross-origin app by echoing what it asks for. */
export function preflightResponse(request: Request): Response {
  const headers = new Headers(corsHeaders(request));
  headers.set(
    'access-control-allow-methods',
    request.headers.get('access-control-request-method') ?? '*',
  );
  headers.set(
    'access-control-allow-headers',
    request.headers.get('access-control-request-headers') ?? '*',
  );
  return new HttpResponse(null, { status: 204, headers });
}

function replayHeaders({ headers: recorded }: RecordedResponse, request: Request): Headers {
  const headers = new Headers();
  for (const [name, values] of Object.entries(recorded)) {
    if (HOP_HEADERS.has(name.toLowerCase())) continue;
    for (const value of values) headers.append(name, value);
  }
  for (const [name, value] of Object.entries(corsHeaders(request))) headers.set(name, value);
  return headers;
}

/** The app may run on any origin; with credentials a browser does not take `*`. */
function corsHeaders(request: Request): Record<string, string> {
  const origin = request.headers.get('origin');
  return {
    'access-control-allow-origin': origin ?? '*',
    'access-control-expose-headers': '*',
    ...(origin && { 'access-control-allow-credentials': 'true', vary: 'origin' }),
  };
}
