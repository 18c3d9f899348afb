import { createServer } from 'node:http';
import express from 'express';
import { expect, test as base } from 'playhead/playwright';
import { cassette, interaction, QUESTION, textEvents } from '../../support/handmade.ts';
import { listen } from '../../support/listen.ts';

interface App {
  url: string;
  /** Lists the requests that have reached its server, except for the page. */
  received: string[];
}

/** Runs an app with a server of its own, which fetches while its page is being parsed. */
const test = base.extend<{ app: App }>({
  app: async ({}, use) => {
    const received: string[] = [];
    const app = express()
      .get('/', (_request, response) => {
        response.send(
          `<!doctype html><script>fetch('/api/chat', { method: 'POST', body: ${JSON.stringify(QUESTION)} }).then((response) => response.text());</script>`,
        );
      })
      .use('/api', (request, response) => {
        received.push(`${request.method} ${request.originalUrl}`);
        response.send('the server');
      });
    const server = createServer(app);
    await use({ url: await listen(server), received });
    server.closeAllConnections();
    server.close();
  },
  baseURL: async ({ app }, use) => use(app.url),
});

test.use({ cassette: cassette(interaction('Hi', textEvents('Hello'))), endpoint: '/api/chat' });

test('only completions are replayed, and the rest reaches the server of the app', async ({
  page,
  playhead,
  app,
}) => {
  await page.goto('/');
  await playhead.finish();
  const answers = await page.evaluate(async () => {
    const responses = [await fetch('/api/chat'), await fetch('/api/log', { method: 'POST' })];
    return Promise.all(responses.map((response) => response.text()));
  });
  expect(answers).toEqual(['the server', 'the server']);
  expect(app.received, 'no completion, not in a trial either').toEqual([
    'GET /api/chat',
    'POST /api/log',
  ]);
});

test(
  'a route for a recorded request is noted in the report: nothing calls it',
  { tag: '@page' },
  async ({ page, playhead }) => {
    let calls = 0;
    await page.route('**/api/chat', (route) => {
      calls++;
      return route.abort();
    });
    await page.goto('/');
    await playhead.finish();
    expect(calls).toBe(0);
    const [annotation] = test.info().annotations;
    expect(annotation?.description).toContain("The route for '**/api/chat' is not called for http");
  },
);
