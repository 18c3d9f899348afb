import type { Page } from '@playwright/test';
import { expect, test } from 'playhead/playwright';
import { cassette, ENDPOINT, interaction, QUESTION, textEvents } from '../../support/handmade.ts';
import { openPage, ORIGIN } from '../../support/pages/blank.ts';

const events = textEvents('Hello', ' world');

test.use({
  cassette: cassette(interaction('Hi', events)),
  pace: 'manual',
  baseURL: ORIGIN,
});

/** Runs in a worker: fetches, and posts all that it has read so far. */
const ASK = `
const controller = new AbortController();
async function ask(post) {
  try {
    const response = await fetch(${JSON.stringify(ENDPOINT)}, {
      method: 'POST',
      body: ${JSON.stringify(QUESTION)},
      signal: controller.signal,
    });
    let text = '';
    const decoder = new TextDecoder();
    for await (const chunk of response.body) post(text += decoder.decode(chunk, { stream: true }));
    post(text + '[end]');
  } catch (error) {
    post('[' + error.name + ']');
  }
}
`;

const KINDS: [name: string, script: string, start: string][] = [
  [
    'a dedicated worker',
    `${ASK} onmessage = ({ data }) => data === 'abort' ? controller.abort() : ask(postMessage);`,
    "const worker = new Worker('/app/worker.js'); const port = worker;",
  ],
  [
    'a module worker',
    `${ASK} onmessage = ({ data }) => data === 'abort' ? controller.abort() : ask(postMessage); export {};`,
    "const worker = new Worker('/app/worker.js', { type: 'module' }); const port = worker;",
  ],
  [
    'a shared worker',
    `${ASK} onconnect = ({ ports: [port] }) => { port.onmessage = ({ data }) => data === 'abort' ? controller.abort() : ask((text) => port.postMessage(text)); };`,
    "const worker = new SharedWorker('/app/worker.js'); const { port } = worker; port.start();",
  ],
];

/** Starts a worker once the page is ready, and lets it fetch. */
async function startWorker(page: Page, script: string, start: string): Promise<void> {
  await openPage(page);
  await page
    .context()
    .route(`${ORIGIN}/app/worker.js`, (route) =>
      route.fulfill({ contentType: 'text/javascript', body: script }),
    );
  // The app starts its worker when it is used, and by then the service worker is there.
  await page.evaluate(() => fetch('/app/page'));
  await page.waitForFunction(() => navigator.serviceWorker.controller);
  await page.evaluate(`${start}
    globalThis.port = port;
    port.onmessage = ({ data }) => { document.body.dataset.read = data; };
    port.postMessage('ask');`);
}

for (const [name, script, start] of KINDS) {
  const tag = name === 'a dedicated worker' ? '@msw3' : [];

  test(
    `${name} can fetch, and its reads and aborts are seen`,
    { tag },
    async ({ page, playhead }) => {
      await startWorker(page, script, start);
      const stream = await playhead.nextStream();
      expect(playhead.requests).toHaveLength(1);
      await expect(stream.waitForAbort()).rejects.toThrow(
        /^Cannot wait for an abort: a worker .* step\(0\)/,
      );
      await stream.step(1);
      expect(await page.locator('body').getAttribute('data-read')).toBe(events[0]);
      await page.evaluate("port.postMessage('abort')");
      expect(await stream.waitForAbort()).toMatchObject({ by: 'app', position: 1 });
    },
  );
}
