import { routeHandlers } from '../../msw/handlers.ts';
import { createRouteTest, type Route } from '../../matching/route.ts';
import { CLAIM_MESSAGE, type PageConfig, WORKER_PATH } from '../channel.ts';
import { createCallers } from './callers.ts';
import { notify, openDocument } from '../document.ts';
import { creatorDocument, fetchThroughCreator, hasNoAddress } from './creator-document.ts';
import { unsupportedReason, describeRegistrationFailure } from './unsupported-reason.ts';
import type { Player } from '../../player/player.ts';
import { respond } from '../respond.ts';
import { clock } from '../../stream/clock.ts';
import { interceptRequests } from './intercept.ts';

/** Bounds the wait for the worker to take a document, in milliseconds. */
const CONTROL_MS = 5000;

/**
 * Starts the `service-worker` carrier: MSW's own worker answers. Requests of the document itself wait
 * for the worker, so that they never reach the network.
 */
export function start({ routes }: PageConfig): void {
  const callers = createCallers();
  const page = openDocument((own) => creatorDocument()?.ready ?? startWorker(routes, own, callers));
  if (!page) return;

  const report = ({ message }: Error) => notify({ type: 'carrier-error', message });
  if (window.top === window && !hasNoAddress()) page.ready.catch(report);
  const answer = async (request: Request) => {
    if (creatorDocument()) return fetchThroughCreator(request);
    await page.ready.catch(async (error: Error) => {
      await report(error);
      throw new TypeError(error.message);
    });
    return callers.send(request);
  };
  interceptRequests(createRouteTest(routes), answer);
}

async function startWorker(
  routes: readonly Route[],
  player: Player,
  callers: ReturnType<typeof createCallers>,
): Promise<void> {
  const reason = unsupportedReason();
  if (reason) throw new Error(reason);
  const handlers = routeHandlers(routes, (request) =>
    respond(player, request, callers.originOf(request)),
  );
  // Quiet: a logging worker clones responses, and then cannot see that a stream was cancelled.
  const options = { quiet: true, onUnhandledRequest: 'bypass' } as const;
  const failure = describeRegistrationFailure();
  try {
    // Not before: MSW 3 touches the document's service workers as it loads, and a popup's first
    // document must not.
    const { setupWorker } = await import('msw/browser');
    await takeControl(); // else MSW would load the document again
    await setupWorker(...handlers).start({ ...options, serviceWorker: { url: WORKER_PATH } });
    await takeControl();
  } catch (error) {
    throw new Error(failure(error), { cause: error });
  }
}

/**
 * Waits until the origin's service worker, where there is one, controls this document. A worker
 * claims the documents that are there when it activates; one that is on its way at that moment is
 * left out, and its requests would go to the network.
 */
async function takeControl(): Promise<void> {
  const { serviceWorker } = navigator;
  if (serviceWorker.controller || !(await serviceWorker.getRegistration())) return;
  const taken = new AbortController();
  serviceWorker.addEventListener('controllerchange', () => taken.abort(), { once: true });
  const { active } = await serviceWorker.ready;
  if (serviceWorker.controller) return;
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a worker has none
  active!.postMessage(CLAIM_MESSAGE);
  await clock.sleep(CONTROL_MS, taken.signal);
  if (!serviceWorker.controller)
    throw new Error('the service worker does not control this document');
}
