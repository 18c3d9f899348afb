import type { BrowserContext, Page } from '@playwright/test';
import { ENDPOINT } from '../handmade.ts';

export const ORIGIN = 'http://localhost';

/** Defines `ask` in the page, which writes what it reads into `<pre id="name">`. */
const SCRIPT = `
const endpoint = ${JSON.stringify(ENDPOINT)};
function write(name, text) {
  let place = document.getElementById(name);
  if (!place) {
    place = document.createElement('pre');
    place.id = name;
    (document.body ?? document.documentElement).append(place);
  }
  place.textContent += text;
}
async function ask(name, text = 'Hi', init = {}) {
  try {
    const response = await fetch(init.input ?? endpoint, {
      method: 'POST',
      body: JSON.stringify({ stream: true, messages: [{ role: 'user', content: text }] }),
      ...init,
    });
    write(name, '[' + response.status + ']');
    const reader = response.body.getReader();
    globalThis.readers = { ...globalThis.readers, [name]: reader };
    const decoder = new TextDecoder();
    for (;;) {
      const { done, value } = await reader.read();
      if (done) break;
      write(name, decoder.decode(value, { stream: true }));
    }
    write(name, '[end]');
  } catch (error) {
    write(name, '[' + error.name + ': ' + error.message + ']');
  }
}
`;

/** Makes a page that defines `ask`, with the given HTML after that. */
export function blankPage(html = ''): string {
  return `<!doctype html><title>Blank</title><body><script>${SCRIPT}</script>${html}`;
}

/**
 * Serves pages at `http://localhost/app/…` without a server: any path gives the page, with `ask`
 * defined, and then the given HTML.
 */
export async function servePages(
  context: BrowserContext,
  html = '',
  headers: Record<string, string> = {},
): Promise<void> {
  await context.route(`${ORIGIN}/app/**`, (route) =>
    route.fulfill({
      contentType: 'text/html',
      headers,
      body: blankPage(html),
    }),
  );
}

/** Opens a page that defines `ask`. */
export async function openPage(page: Page, html = '', path = 'page'): Promise<void> {
  await servePages(page.context(), html);
  await page.goto(`${ORIGIN}/app/${path}`);
}

/** Gives what a call of `ask` has read so far, without waiting. */
export async function readBy(scope: Pick<Page, 'locator'>, name: string): Promise<string> {
  return (await scope.locator(`#${name}`).allTextContents()).join('');
}

declare global {
  function ask(name: string, text?: string, init?: object): Promise<void>;
  var readers: Record<string, ReadableStreamDefaultReader<Uint8Array>>;
}
