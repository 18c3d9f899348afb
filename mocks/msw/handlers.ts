import { http, type RequestHandler } from 'msw';
import type { Cassette } from '../cassette/cassette.ts';
import type { PlacedFault } from '../faults/fault.ts';
import { checkFrozenAt, type FrozenAt } from '../faults/frozen-at.ts';
import type { Miss } from '../matching/miss.ts';
import type { MatchOptions } from '../matching/options.ts';
import type { Route } from '../matching/route.ts';
import { createReplay, type MatchInfo, REPLAY_CHECKS } from '../replay/replay.ts';
import type { SideCalls } from '../replay/side-calls.ts';
import { checkChunking, type Chunking } from '../stream/chunking.ts';
import { checkPace, type Pace } from '../stream/pace.ts';
import { checkTiming, playDelivery } from '../stream/timing.ts';
import { checkOption, checkOptions, type OptionChecks } from '../util/check-options.ts';
import { missResponse, preflightResponse, responseOf } from './response.ts';

/** A request and the interaction it was matched to. */
export interface MatchedCall extends MatchInfo {
  method: string;
  url: string;
}

/** Options of `cassetteHandlers`. */
export interface HandlerOptions extends MatchOptions {
  /** The times at which events go out. Default: `'instant'`. */
  pace?: Pace;
  /** The cutting of the bytes into network chunks. Default: `'event'`. */
  chunking?: Chunking;
  /**
   * Deviations from the recording, with their places. Default: none. A faulted response does not
   * consume the interaction: a retry gets the next attempt.
   */
  faults?: readonly PlacedFault[];
  /**
   * The point at which an answer stops and never resumes, each time it is requested. The answers
   * before it play whole; a fault of the same answer comes first. `repeat` is true then by default.
   * Default: no answer stops.
   */
  frozenAt?: FrozenAt;
  /** Answers requests that come beside the chat and are not recorded. Default: they are misses. */
  sideCalls?: SideCalls;
  /** Plays the recordings of a request again when all have been played. Default: true with `frozenAt`, else false. */
  repeat?: boolean;
  /** Called for each request with a recorded interaction, with the differences that matching ignored. */
  onMatch?: (call: MatchedCall) => void;
  /** Called for each request without one; the app gets a 501. */
  onMiss?: (miss: Miss) => void;
}

export const HANDLER_CHECKS: OptionChecks<HandlerOptions> = {
  pace: (value) => void checkPace(value),
  chunking: checkChunking,
  ...REPLAY_CHECKS,
  frozenAt: checkFrozenAt,
  onMatch: (value) => checkOption('onMatch', value, typeof value === 'function', 'a function'),
  onMiss: (value) => checkOption('onMiss', value, typeof value === 'function', 'a function'),
};

/**
 * Creates MSW request handlers from cassettes. Recorded events stream one by one, byte for byte, as
 * the app reads them; a request without a recorded response gets a 501 that explains the miss. Each
 * call of this function keeps its own record of the interactions played.
 *
 * Works wherever MSW does: `setupWorker` in a page, `setupServer` in Node. Start a worker with
 * `quiet: true`: a logging one cannot see that the app cancelled a stream.
 *
 * @throws PlayheadError `bad-cassette`, `bad-body`, `bad-value` or `bad-option` (also for a fault that cannot apply),
 *   before the first request.
 * @example
 * setupWorker(...cassetteHandlers(cassette, { pace: { eventsPerSecond: 30 } }));
 */
export function cassetteHandlers(
  cassettes: Cassette | readonly Cassette[],
  options: HandlerOptions = {},
): RequestHandler[] {
  const { pace, chunking, onMatch, onMiss, ...rest } = checkOptions(options, HANDLER_CHECKS);
  const replay = createReplay(Array.isArray(cassettes) ? cassettes : [cassettes], rest);
  checkTiming(replay.recordings, { pace, chunking });
  return routeHandlers(replay.routes, async (request) => {
    const { method, url } = request;
    const reply = replay.respond({ method, url, body: await request.clone().text() });
    if ('miss' in reply) {
      onMiss?.(reply.miss);
      return missResponse(reply.miss, request);
    }
    const { delivery } = reply;
    const isSide = 'sideCall' in reply;
    if (!isSide) onMatch?.({ method, url, ...reply.match() });
    const { signal } = request;
    const playback = playDelivery(delivery, { ...(!isSide && { pace, chunking }), signal });
    return responseOf(delivery.head, playback, request);
  });
}

/** Creates the handlers for the routes of recorded requests. */
export function routeHandlers(
  routes: readonly Route[],
  respond: (request: Request) => Promise<Response | undefined>,
): RequestHandler[] {
  return routes.flatMap(({ method, url }) => {
    const pattern = new RegExp(url); // MSW has cut off the query
    return [
      http.options(pattern, ({ request }) => preflightResponse(request)),
      http.all(pattern, ({ request }) =>
        request.method.toUpperCase() === method ? respond(request) : undefined,
      ),
    ];
  });
}
