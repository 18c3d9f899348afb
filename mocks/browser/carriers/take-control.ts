import { CLAIM_MESSAGE } from '../channel.ts';
import { clock } from '../settling/clock.ts';

const LIMIT_MS = 5000;

/**
 * Waits until the origin's service worker, where there is one, controls this document. A worker
 * claims the documents that are there when it activates; one that is on its way at that moment is
 * left out, and its requests would go to the network.
 */
export async function takeControl(): Promise<void> {
  const { serviceWorker } = navigator;
  if (serviceWorker.controller || !(await serviceWorker.getRegistration())) return;
  const taken = new AbortController();
  serviceWorker.addEventListener('controllerchange', () => taken.abort(), { once: true });
  const { active } = await serviceWorker.ready;
  if (serviceWorker.controller) return;
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a worker has none
  active!.postMessage(CLAIM_MESSAGE);
  await clock.sleep(LIMIT_MS, taken.signal);
  if (!serviceWorker.controller) throw new Error('the service worker does not take this document');
}
