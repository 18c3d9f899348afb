import type { Page } from '@playwright/test';
import { rendererFiles, rendererPage } from './renderer-files.ts';

/** A secure context, as a service worker needs, without a server. */
const ORIGIN = 'http://chat.localhost';

/** Opens the page of one renderer, `renderers/<name>.ts`. It asks for its answer at once. */
export async function openRenderer(page: Page, name: string): Promise<void> {
  const files = await rendererFiles('without-transports');
  await page.route(`${ORIGIN}/**`, (route) => {
    const { pathname } = new URL(route.request().url());
    const script = files.get(pathname.slice(1));
    if (script !== undefined) {
      return route.fulfill({ body: script, contentType: 'text/javascript' });
    }
    return route.fulfill({ contentType: 'text/html', body: rendererPage(pathname.slice(1)) });
  });
  await page.goto(`${ORIGIN}/${name}`);
}

/**
 * Opens that page where a back end serves it, `back-ends/start-back-end.ts`. It asks the back end,
 * and reads by `renderers/transports`: each transport has the name of its back end.
 */
export async function openRendererOf(
  page: Page,
  url: string,
  renderer: string,
  transport: string,
): Promise<void> {
  await page.goto(`${url}/${renderer}?transport=${transport}`);
}

/** Gives the answer on the page now, from a shadow tree as well, open or closed. */
export async function shownText(page: Page): Promise<string> {
  return page.locator('main').evaluate((main) => {
    const component = main.querySelector<Element & { shown: string }>('answer-text');
    return component?.shown ?? main.textContent;
  });
}
