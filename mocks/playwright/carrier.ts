import type { BrowserContext, Frame, Page, TestInfo } from '@playwright/test';
import {
  type Answer,
  type Carrier,
  NOTICE_BINDING,
  type Notice,
  PAGE_OBJECT,
  type PageObject,
} from '../browser/channel.ts';
import type { Director } from './playhead.ts';
import { pageScript } from './scripts.ts';

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

  await context.exposeBinding(NOTICE_BINDING, ({ frame }, notice: Notice) =>
    receive(notice, frame),
  );
  await context.addInitScript({ content: pageScript(carrier, { routes }, pageScripts) });
  context.on('page', (page) => watchFrames(page, director));
  context.on('request', (request) => {
    if (request.method() !== 'POST' || !/^(fetch|xhr)$/.test(request.resourceType())) return;
    director.sentElsewhere(`POST ${request.url()}`);
  });
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
    await frame.evaluate(
      (name) => (globalThis as unknown as Record<string, PageObject>)[name]?.settle(),
      PAGE_OBJECT,
    );
    const body = await page.screenshot({ timeout: 2000 });
    await testInfo.attach('playhead: the page when it asked', { body, contentType: 'image/png' });
  } catch {
    // The page has gone by itself.
  }
  await page.close({ reason }).catch(() => {});
}
