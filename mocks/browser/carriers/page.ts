import { getResponse, type RequestHandler } from 'msw';
import { createRouteTest } from '../../matching/route.ts';
import { routeHandlers } from '../../msw/handlers.ts';
import type { PageConfig } from '../channel.ts';
import { abortError, connectionRefused } from '../../stream/network-errors.ts';
import { openDocument } from '../document.ts';
import { asFetched } from './as-fetched.ts';
import { respond } from '../respond.ts';
import { interceptRequests } from './intercept.ts';

/** Starts the `page` carrier: MSW's handlers answer `fetch` and `XMLHttpRequest` in the page itself. */
export function start({ routes }: PageConfig): void {
  let handlers: RequestHandler[] = [];
  const page = openDocument(async (player) => {
    handlers = routeHandlers(routes, (request) => respond(player, request, { fromWorker: false }));
  });
  if (!page) return;
  void page.ready;
  const answer = async (request: Request) => {
    request.signal.throwIfAborted();
    await page.ready;
    // As in a browser: what is aborted in the same task is never sent.
    if (request.signal.aborted) throw abortError(request.signal.reason);
    const response = await orAborted(getResponse(handlers, request), request.signal);
    if (!response || response.type === 'error') throw connectionRefused();
    return asFetched(response, request.url);
  };
  interceptRequests(createRouteTest(routes), answer);
}

/** Rejects where the app aborts before the answer comes, as `fetch` does. */
function orAborted<T>(answer: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const abort = () => reject(abortError(signal.reason));
    if (signal.aborted) return abort();
    signal.addEventListener('abort', abort, { once: true });
    answer.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort));
  });
}
