import type { Page } from '@playwright/test';

/** Opens an empty page of the back end, which can ask it. */
export async function openEmpty(page: Page, url: string): Promise<void> {
  await page.route(`${url}/empty`, (route) =>
    route.fulfill({ contentType: 'text/html', body: '<title>Empty</title><main></main>' }),
  );
  await page.goto(`${url}/empty`);
}

/** Asks from such a page at once. */
export async function openAndAsk(page: Page, { url }: { url: string }, text = 'Hi'): Promise<void> {
  await openEmpty(page, url);
  await ask(page, text);
}

/** Asks the back end `own-sse` or `ndjson`, and shows what it sends as it is. Does not wait for it. */
export async function ask(page: Page, text: string): Promise<void> {
  await page.evaluate((question) => {
    const read = async () => {
      globalThis.asking = new AbortController();
      const response = await fetch('/chat', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ text: question }),
        signal: globalThis.asking.signal,
      });
      const main = document.querySelector('main')!;
      for await (const piece of response.body!.pipeThrough(new TextDecoderStream())) {
        main.textContent += piece;
      }
    };
    read().catch(() => {});
  }, text);
}

declare global {
  var asking: AbortController;
}
