import type { Browser, BrowserContext } from '@playwright/test';
import { PAGE_OBJECT, type PageObject, WORKER_PATH } from '../browser/channel.ts';
import { PlayheadError } from '../error.ts';
import { pageScript, workerScript } from './scripts.ts';

/** Serves MSW's worker on every origin, so that the app need not. */
export async function serveWorker(context: BrowserContext, folder?: string): Promise<void> {
  await context.route(`**${WORKER_PATH}`, (route) =>
    route.fulfill({
      body: workerScript(folder),
      contentType: 'text/javascript',
      headers: { 'service-worker-allowed': '/' },
    }),
  );
}

const known = new Map<string, Promise<string | undefined>>();

/**
 * Tries the service worker where the app is served, once a worker process and address.
 * @throws PlayheadError `carrier` where it cannot answer there, with the reason.
 */
export async function checkServiceWorker(
  browser: Browser,
  baseURL: string | undefined,
  folder?: string,
): Promise<void> {
  if (!baseURL) return; // the first page will tell
  const key = `${baseURL} ${folder}`;
  let obstacle = known.get(key);
  if (!obstacle) {
    obstacle = findObstacle(browser, baseURL, folder);
    known.set(key, obstacle);
  }
  const found = await obstacle;
  if (found) throw new PlayheadError('carrier', found);
}

async function findObstacle(
  browser: Browser,
  baseURL: string,
  folder: string | undefined,
): Promise<string | undefined> {
  const context = await browser.newContext({ baseURL });
  try {
    // Only the page itself: what the app asks in this trial must reach no one.
    await context.route('**', (route, request) =>
      request.isNavigationRequest() ? route.continue() : route.abort(),
    );
    await serveWorker(context, folder);
    await context.addInitScript({ content: pageScript('service-worker', { routes: [] }, folder) });
    const page = await context.newPage();
    const reached = await page.goto('').catch(() => undefined);
    if (!reached) return undefined; // no server: the test will tell
    return await page.evaluate(
      (name) =>
        (globalThis as unknown as Record<string, PageObject>)[name]!.ready.then(
          () => undefined,
          ({ message }: Error) => message,
        ),
      PAGE_OBJECT,
    );
  } finally {
    await context.close();
  }
}
