import type { Cassette } from '../cassette/cassette.ts';
import { createRouteTest, type Route, type RouteTest } from '../matching/route.ts';
import {
  createPlayheadIn,
  type HandlerPlayhead,
  type CreatePlayheadOptions,
} from '../msw/playhead.ts';
import { createCallers } from './carriers/callers.ts';
import { interceptRequests } from './carriers/intercept.ts';
import { respond } from './respond.ts';
import { watchSettling } from './settling/watch.ts';

/**
 * Creates a playhead and the MSW request handlers that it holds, for tests and stories in a real
 * browser: for `setupWorker` or `worker.use`. Start the worker with `quiet: true`. Create it before the
 * code under test takes `fetch`: it watches what is read there.
 *
 * A verb resolves when the app has read the events and this page has rendered what it will render.
 *
 * @throws PlayheadError `bad-cassette`, `bad-body`, `bad-value` or `bad-option`, before the first request.
 * @example
 * const playhead = createPlayhead(cassette);
 * worker.use(...playhead.handlers);
 * await page.getByRole('button', { name: 'Send' }).click();
 * await playhead.until('tool-call'); // the call is on screen
 */
export function createPlayhead(
  cassettes: Cassette | readonly Cassette[],
  options: CreatePlayheadOptions = {},
): HandlerPlayhead {
  return createPlayheadIn(pageEnvironment, cassettes, options);
}

/** Watches this document once, however many playheads there are in it. */
let watched: ReturnType<typeof watchDocument> | undefined;

function pageEnvironment(routes: readonly Route[]) {
  const { settle, callers, tests } = (watched ??= watchDocument());
  const test = createRouteTest(routes);
  tests.add(test);
  return {
    settle,
    close: () => void tests.delete(test),
    respond: (player: Parameters<typeof respond>[0], request: Request) =>
      respond(player, request, callers.originOf(request)),
  };
}

function watchDocument() {
  const { settle } = watchSettling();
  const callers = createCallers();
  /** One for each playhead that is open. */
  const tests = new Set<RouteTest>();
  const goesToRoute = (method: string, url: string) => [...tests].some((test) => test(method, url));
  interceptRequests(goesToRoute, (request) => callers.send(request));
  return { settle, callers, tests };
}
