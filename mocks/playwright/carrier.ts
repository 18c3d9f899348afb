import type { BrowserContext, Frame, Page, Request, TestInfo } from '@playwright/test';
import {
  type Answer,
  type Carrier,
  NOTICE_BINDING,
  type Notice,
  PAGE_OBJECT,
  type PageObject,
} from '../browser/channel.ts';
import type { Director } from './playhead.ts';
import { endsInTime } from './patience.ts';
import { pageScript } from './scripts.ts';
import { serveWorker } from './service-worker.ts';

/** What a browser context is given. */
export interface Connection {
  carrier: Carrier;
  director: Director;
  /** The folder of the page scripts. Default: the package's own. */
  pageScripts: string | undefined;
  testInfo: TestInfo;
}

/** Puts the handlers into every page of the context, before its first script. */
export async function connect(context: BrowserContext, connection: Connection): Promise<void> {
  const { carrier, director, pageScripts, testInfo } = connection;
  const { routes } = director.answers;

  function receive(notice: Notice, frame: Frame): Answer | undefined {
    switch (notice.type) {
      case 'asked': {
        const answer = director.asked(notice.call, frame);
        if ('miss' in answer) director.finishLater(giveUp(frame, answer.miss.message, testInfo));
        return answer;
      }
      case 'changed':
        director.streams[notice.state.stream]?.changed(notice.state);
        return undefined;
      case 'trouble':
        director.trouble(notice.message);
        director.finishLater(giveUp(frame, notice.message, testInfo));
        return undefined;
      default:
        return notice satisfies never;
    }
  }

  /** A completion request has got past the carrier: the test cannot go on. */
  function leaked(what: string): void {
    const message = `Cannot answer ${what}`;
    director.trouble(message);
    for (const page of context.pages()) {
      director.finishLater(giveUp(page.mainFrame(), message, testInfo));
    }
  }

  await Promise.all([
    context.exposeBinding(NOTICE_BINDING, ({ frame }, notice: Notice) => receive(notice, frame)),
    context.addInitScript({ content: pageScript(carrier, { routes }, pageScripts) }),
  ]);
  context.on('page', (page) => watchFrames(page, director));
  const isCompletion = completionTest(director);
  context.on('request', (request) => {
    if (request.method() !== 'POST' || !/^(fetch|xhr)$/.test(request.resourceType())) return;
    const to = `POST ${request.url()}`;
    if (!isCompletion(request)) director.sentElsewhere(to);
    // What the page answers itself is no request to the browser: this one has got past it.
    else if (carrier === 'page')
      leaked(
        `${to}: it went to the network, past the handlers in the page: a worker asked it, or a frame that no script reaches. Use carrier: 'service-worker'.`,
      );
  });
  if (carrier === 'service-worker') {
    await serveWorker(context, pageScripts);
    await context.route(everyMethod(director), async (route, request) => {
      if (!isCompletion(request)) return route.fallback();
      const message = `${request.method()} ${request.url()}: it was on its way to the network, past the service worker. A worker of the app asked before the service worker of its page was ready: start it later.`;
      await route.fulfill({ status: 501, json: { error: { message } } });
      leaked(message);
    });
  }
}

function completionTest({ answers }: Director): (request: Request) => boolean {
  const tests = answers.routes.map(({ method, url }) => ({ method, pattern: new RegExp(url) }));
  return (request) => {
    const { origin, pathname } = new URL(request.url());
    return tests.some(
      ({ method, pattern }) => method === request.method() && pattern.test(origin + pathname),
    );
  };
}

function everyMethod({ answers }: Director): (url: URL) => boolean {
  const patterns = answers.routes.map(({ url }) => new RegExp(url));
  return ({ origin, pathname }) => patterns.some((each) => each.test(origin + pathname));
}

function watchFrames(page: Page, { frameChanged }: Director): void {
  const all = () => page.frames().forEach(frameChanged);
  page.on('framenavigated', frameChanged);
  page.on('framedetached', frameChanged);
  page.on('close', all);
  page.on('crash', all);
}

/**
 * Ends a test that cannot go on: closing the page makes whatever the test waits for fail with the
 * explanation, instead of with a time-out later on. What the page shows by then is attached.
 */
async function giveUp(frame: Frame, reason: string, testInfo: TestInfo): Promise<void> {
  const page = frame.page();
  try {
    const settled = frame.evaluate(
      (name) => (globalThis as unknown as Record<string, PageObject>)[name]?.settle(),
      PAGE_OBJECT,
    );
    await endsInTime(settled);
    const body = await page.screenshot({ timeout: 2000 });
    await testInfo.attach('playhead: the page when it asked', { body, contentType: 'image/png' });
  } catch {
    // The page has gone by itself.
  }
  await page.close({ reason }).catch(() => {});
}
