import { createServer, type Server, type ServerResponse } from 'node:http';
import type { Browser, Page } from '@playwright/test';
import { expect, type Playhead, test } from 'playhead/playwright';
import { cassette, ENDPOINT, interaction, QUESTION, textEvents } from '../../support/handmade.ts';
import { listen } from '../../support/listen.ts';
import { NETWORK_ERRORS } from '../../support/network-errors.ts';

/** What a page asks, held by the test: a real server, or Playhead. */
interface Connection {
  url: string;
  /** Resolves when the request is there. */
  got: () => Promise<unknown>;
  /** Sends the head of the response, and some of the body. */
  begin: () => Promise<unknown>;
  loseConnection: () => Promise<unknown>;
  /** An address that is refused, once `refuse` has been called. */
  closedUrl: () => Promise<string>;
  refuse: () => Promise<unknown>;
}

type Reason = 'no reason' | 'a reason';
type Fail = (page: Page, connection: Connection) => Promise<unknown>;

declare global {
  var abort: () => void;
  var chunks: number;
  /** What the app gets in the end. */
  var outcome: Promise<string>;
}

let server: Server;
let origin: string;
/** Takes the next request. */
let take: (response: ServerResponse) => void;

test.use({
  cassette: cassette(interaction('Hi', textEvents('Hello'))),
  pace: 'manual',
  unused: 'ignore',
});

test.beforeEach(async () => {
  server = createServer((request, response) => {
    if (request.method === 'POST') return take(response);
    response.writeHead(200, { 'content-type': 'text/html', connection: 'close' });
    response.end('<!doctype html><title>Blank</title>');
  });
  origin = await listen(server);
});

test.afterEach(() => {
  server.closeAllConnections();
  server.close();
});

const BEFORE_HEAD = 'a connection that is lost before the head of the response';
const IN_BODY = 'a connection that is lost in the body';

/** What goes through the service worker in a way of its own. */
const BOTH_CARRIERS = [BEFORE_HEAD, IN_BODY, 'an abort with a reason, in the body'];

const FAILURES: Record<string, Fail> = {
  'a refused connection': async (page, { closedUrl, refuse }) => {
    await ask(page, await closedUrl());
    await refuse();
  },
  [BEFORE_HEAD]: async (page, { url, got, loseConnection }) => {
    await ask(page, url);
    await got();
    await loseConnection();
  },
  [IN_BODY]: async (page, { url, got, begin, loseConnection }) => {
    await ask(page, url);
    await got();
    await begin();
    await page.waitForFunction(() => chunks > 0);
    await loseConnection();
  },
  ...abortsWith('no reason'),
  ...abortsWith('a reason'),
};

function abortsWith(reason: Reason): Record<string, Fail> {
  return {
    [`an abort with ${reason}, before the request`]: (page, { url }) =>
      ask(page, url, reason, 'before'),
    [`an abort with ${reason}, in the task of the request`]: (page, { url }) =>
      ask(page, url, reason, 'at once'),
    [`an abort with ${reason}, before the head of the response`]: async (page, { url, got }) => {
      await ask(page, url, reason);
      await got();
      await page.evaluate(() => abort());
    },
    [`an abort with ${reason}, in the body`]: async (page, { url, got, begin }) => {
      await ask(page, url, reason);
      await got();
      await begin();
      await page.waitForFunction(() => chunks > 0);
      await page.evaluate(() => abort());
    },
  };
}

for (const [name, fail] of Object.entries(FAILURES)) {
  const tag = BOTH_CARRIERS.includes(name) ? [] : ['@page'];
  test(
    `the app gets the same error as without Playhead: ${name}`,
    { tag },
    async ({ page, browser, playhead }) => {
      const truth = await outcomeWithoutPlayhead(browser, fail);
      await page.goto(origin);
      await fail(page, connectionOf(playhead));
      expect(await page.evaluate(() => outcome)).toBe(truth);
    },
  );
}

// What the page carrier says in WebKit, which differs most: a unit test has the words of each browser.
const { refused, lost, abortedFor } = NETWORK_ERRORS.webkit;
const aborted = abortedFor('Error: enough');
for (const [name, expected] of [
  [BEFORE_HEAD, refused],
  [IN_BODY, lost],
  ['an abort with a reason, before the request', 'Error: enough'],
  ['an abort with a reason, in the task of the request', aborted],
  ['an abort with a reason, before the head of the response', aborted],
  ['an abort with a reason, in the body', aborted],
] as const) {
  const title = `the app gets the error of WebKit: ${name}`;
  test(title, { tag: '@page' }, async ({ page, playhead }) => {
    await page.addInitScript(() =>
      Object.defineProperty(navigator, 'vendor', { value: 'Apple Computer, Inc.' }),
    );
    await page.goto(origin);
    await FAILURES[name]!(page, connectionOf(playhead));
    expect(await page.evaluate(() => outcome)).toContain(expected);
  });
}

/** Starts a request, which is aborted for the reason `before` it, `at once`, or by `abort()`. */
async function ask(
  page: Page,
  url: string,
  reason: Reason = 'no reason',
  when?: 'before' | 'at once',
): Promise<void> {
  await page.evaluate(
    (given) => {
      const controller = new AbortController();
      const reasons = given.reason === 'a reason' ? [new Error('enough')] : [];
      globalThis.abort = () => controller.abort(...reasons);
      globalThis.chunks = 0;
      async function read(): Promise<string> {
        if (given.when === 'before') abort();
        const { body, signal } = { body: given.body, signal: controller.signal };
        const response = fetch(given.url, { method: 'POST', body, signal });
        if (given.when === 'at once') abort();
        const reader = (await response).body!.getReader();
        while (!(await reader.read()).done) globalThis.chunks++;
        return 'the end';
      }
      // Libraries look at the stack of a lost connection: WebKit's has none.
      globalThis.outcome = read().catch((error: Error) => {
        const stack = error instanceof TypeError ? ` (stack: ${typeof error.stack})` : '';
        return `${error.name}: ${error.message}${stack}`;
      });
    },
    { url, body: QUESTION, reason, when },
  );
}

async function outcomeWithoutPlayhead(browser: Browser, fail: Fail): Promise<string> {
  const context = await browser.newContext();
  try {
    const page = await context.newPage();
    await page.goto(origin);
    await fail(page, realServer());
    return await page.evaluate(() => outcome);
  } finally {
    await context.close();
  }
}

function realServer(): Connection {
  const taken = new Promise<ServerResponse>((resolve) => (take = resolve));
  return {
    url: `${origin}/`,
    got: () => taken,
    begin: async () => (await taken).writeHead(200).write('data: Hello\n\n'),
    loseConnection: async () => (await taken).socket!.resetAndDestroy(),
    closedUrl: closedPort,
    refuse: async () => {},
  };
}

function connectionOf(playhead: Playhead): Connection {
  return {
    url: ENDPOINT,
    got: () => playhead.nextStream(),
    begin: () => playhead.step(1),
    loseConnection: () => playhead.fail({ type: 'disconnect' }),
    closedUrl: async () => ENDPOINT,
    refuse: () => playhead.fail({ type: 'refused' }),
  };
}

/** Finds an address where nothing listens. */
async function closedPort(): Promise<string> {
  const unused = createServer();
  const url = await listen(unused);
  await new Promise((closed) => unused.close(closed));
  return `${url}/`;
}
