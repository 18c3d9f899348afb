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

/**
 * Keeps the answer that is on the page in the task in which a command of the test resolves there. The
 * way to the test and back gives a page time to catch up.
 * @returns what reads the last one
 */
export async function watchShownText(page: Page): Promise<() => Promise<string>> {
  await page.evaluate(() => {
    const { playheadPage } = globalThis as unknown as { playheadPage: { run: Run } };
    type Run = (command: unknown) => Promise<unknown>;
    const { run } = playheadPage;
    const main = document.querySelector<HTMLElement>('main')!;
    playheadPage.run = async (command) => {
      const result = await run(command);
      const component = main.querySelector<Element & { shown: string }>('answer-text');
      main.dataset['shown'] = component?.shown ?? main.textContent;
      return result;
    };
  });
  return () => page.locator('main').evaluate((main) => main.dataset['shown'] ?? '');
}
