import { http, type RequestHandler } from 'msw';
import type { Cassette } from '../cassette/cassette.ts';
import type { Route } from '../matching/route.ts';
import { createReplay } from '../replay/replay.ts';
import { checkOptions } from '../util/check-options.ts';
import { HANDLER_CHECKS, type HandlerOptions } from './options.ts';
import { missResponse, playDelivery, preflightResponse, responseOf } from './response.ts';

/**
 * Creates MSW request handlers from cassettes. Recorded events stream one by one, byte for byte, as
 * the app reads them; a request without a recorded response gets a 501 that explains the miss. Each
 * call of this function keeps its own record of the interactions played.
 *
 * Works wherever MSW does: `setupWorker` in a page, `setupServer` in Node. Start a worker with
 * `quiet: true`: a logging one cannot see that the app cancelled a stream.
 *
 * @throws PlayheadError `bad-cassette`, `bad-body` or `bad-option` (also for a fault that cannot apply), before the first request.
 * @example
 * setupWorker(...cassetteHandlers(cassette, { pace: { eventsPerSecond: 30 } }));
 */
export function cassetteHandlers(
  cassettes: Cassette | readonly Cassette[],
  options: HandlerOptions = {},
): RequestHandler[] {
  const { pace, chunking, onMatch, onMiss, ...rest } = checkOptions(options, HANDLER_CHECKS);
  const replay = createReplay(Array.isArray(cassettes) ? cassettes : [cassettes], rest);
  return routeHandlers(replay.routes, async (request) => {
    const { method, url } = request;
    const reply = replay.respond({ method, url, body: await request.clone().text() });
    if ('miss' in reply) {
      onMiss?.(reply.miss);
      return missResponse(reply.miss, request);
    }
    onMatch?.({ method, url, ...reply.match() });
    const playback = playDelivery(reply.delivery, request, { pace, chunking });
    return responseOf(reply.delivery.head, playback, request);
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
        request.method === method ? respond(request) : undefined,
      ),
    ];
  });
}
