import { HttpResponse } from 'msw';
import { missResponse, responseOf } from '../msw/response.ts';
import type { Player, RespondOptions } from '../player/player.ts';
import { CALLER_HEADER } from './channel.ts';
import { makeExchange } from './exchange.ts';

/** Where a request comes from, and how to see what its app reads. */
export type RequestOrigin = Pick<RespondOptions, 'progressOf'> & {
  fromWorker: boolean;
  /** Aborts where the app does. Default: the request's own. */
  abort?: AbortSignal | undefined;
  /** MSW's service worker is between the page and the network. */
  pastWorker?: boolean;
};

/** Makes the response to a request of this document. */
export async function respond(
  player: Player,
  request: Request,
  { fromWorker, progressOf, abort, pastWorker = false }: RequestOrigin,
): Promise<Response> {
  const { method, url, signal } = request;
  const { [CALLER_HEADER]: _caller, ...headers } = Object.fromEntries(request.headers);
  const body = await request.clone().text();
  const sent = { method, url, headers, body, fromWorker };
  const answer = await player.respond(sent, {
    signal,
    progressOf,
    makeExchange: () => makeExchange(request, { signal: abort ?? signal, pastWorker }),
  });
  if (!answer) return HttpResponse.error(); // the test is over
  if ('miss' in answer) return missResponse(answer.miss, request);
  return responseOf(answer.head, answer.playback, request);
}
