import type { Page } from '@playwright/test';
import { expect, test } from 'playhead/playwright';
import { watchQuality } from 'playhead/quality';
import { answer, ask, openChat, watchAnswer } from '../support/pages/chat-page.ts';

const SILENT = 'answer.firstChild.data = text';
const PULLS_TO_END = `${SILENT}; log.scrollTop = log.scrollHeight`;
const PULLS_TO_TOP = `${SILENT}; log.scrollTop = 0`;

test.use({ cassette: answer, pace: 'manual', viewport: { width: 600, height: 400 } });

test.describe('scrollJumps after the reader has scrolled up', () => {
  const PAGES: [what: string, onEvent: string, jumps: number][] = [
    ['no page that leaves the reader there', 'show(text)', 0],
    ['a page that pulls the reader back', PULLS_TO_END, 1],
  ];

  for (const [what, onEvent, scrollJumps] of PAGES) {
    test(`count ${what}`, async ({ page, playhead }) => {
      await openChat(page, onEvent);
      const quality = await watchQuality(page.getByRole('log'), playhead);
      await ask(page);
      await playhead.step(10);
      await scrollUp(page);
      await playhead.finish();
      expect(await quality.metrics()).toMatchObject({ scrollJumps });
    });
  }

  const REVERSED: [what: string, onEvent: string, jumps: number][] = [
    ['no reversed column that leaves the reader there', SILENT, 0],
    ['a reversed column that pulls the reader back', PULLS_TO_TOP, 1],
  ];

  for (const [what, onEvent, scrollJumps] of REVERSED) {
    test(`count ${what}`, async ({ page, playhead }) => {
      await openChat(page, onEvent);
      await reverse(page);
      const quality = await watchQuality(page.getByRole('log'), playhead);
      await ask(page);
      await playhead.step(10);
      await scrollUp(page);
      await playhead.finish();
      expect(await quality.metrics()).toMatchObject({ scrollJumps });
    });
  }

  test('count nothing that grows above the view and leaves it in place', async ({
    page,
    playhead,
  }) => {
    await openChat(
      page,
      `log.style.overflowAnchor = 'auto';
       if (count > 10) log.querySelector('.earlier').style.height = 60 + 10 * count + 'px';
       else show(text)`,
    );
    const quality = await watchQuality(page.getByRole('log'), playhead);
    await ask(page);
    await playhead.step(10);
    await scrollUp(page);
    const top = () => page.getByRole('log').evaluate((log) => log.scrollTop);
    const before = await top();
    await playhead.finish();
    expect(await top(), 'the browser holds the view').toBeGreaterThan(before);
    expect(await quality.metrics()).toMatchObject({ scrollJumps: 0 });
  });

  test('count no scrolling to the end after another question', async ({ page, playhead }) => {
    await openChat(page, PULLS_TO_END);
    const quality = await watchQuality(page.getByRole('log'), playhead);
    await scrollUp(page);
    await ask(page);
    await playhead.finish();
    expect(await quality.metrics()).toMatchObject({ scrollJumps: 0 });
  });
});

test.describe('scrollJumps', () => {
  test('count a view that is moved up a little', async ({ page, playhead }) => {
    const quality = await watchAnswer(page, playhead, 'if (count === 9) log.scrollTop -= 10');
    expect(await quality.metrics()).toMatchObject({ scrollJumps: 1 });
  });

  test('count a jump below a floating button', async ({ page, playhead }) => {
    await openChat(page, PULLS_TO_TOP);
    await page.evaluate(() => {
      const button = document.getElementById('log')!.appendChild(document.createElement('button'));
      button.textContent = 'To the end';
      Object.assign(button.style, { position: 'absolute', top: '150px', left: '300px' });
    });
    const quality = await watchQuality(page.getByRole('log'), playhead);
    await ask(page);
    await playhead.finish();
    expect(await quality.metrics()).toMatchObject({ scrollJumps: 1 });
  });

  test('count a jump in a shadow tree that is attached later', async ({ page, playhead }) => {
    await openChat(
      page,
      `if (count === 1) answer.attachShadow({ mode: 'open' }).innerHTML =
         '<div style="height: 50px; overflow: auto"><p style="height: 900px">Long</p></div>';
       answer.shadowRoot.firstChild.scrollTop = count === 1 ? 300 : 200`,
    );
    const quality = await watchQuality(page.getByRole('log'), playhead);
    await ask(page);
    await playhead.step();
    // The browser fires scroll events with the next frame.
    await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(resolve)));
    await playhead.finish();
    expect(await quality.metrics()).toMatchObject({ scrollJumps: 1 });
  });

  test('count a jump in a shadow tree around the log', async ({ page, playhead }) => {
    await openChat(page, SILENT);
    const box = await page.evaluateHandle(() => {
      const [host, log] = [document.createElement('div'), document.getElementById('log')!];
      const root = host.attachShadow({ mode: 'open' });
      root.innerHTML = '<div style="height: 100px; overflow: auto"><slot></slot></div>';
      log.replaceWith(host);
      host.append(log);
      return root.firstElementChild!;
    });
    const quality = await watchQuality(page.getByRole('log'), playhead);
    await ask(page);
    await playhead.step();
    for (const top of [60, 10]) {
      // Scrolls in two frames, each with its scroll event.
      await box.evaluate((element, to) => {
        element.scrollTop = to;
        return new Promise((resolve) => requestAnimationFrame(resolve));
      }, top);
    }
    await playhead.finish();
    expect(await quality.metrics()).toMatchObject({ scrollJumps: 1 });
  });

  test('count a jump while the reader types a blank in a shadow tree', async ({
    page,
    playhead,
  }) => {
    await openChat(page, 'if (count < 10) show(text); else if (count === 10) log.scrollTop -= 10');
    await page.evaluate(() => {
      const root = document.body.appendChild(document.createElement('div'));
      root.attachShadow({ mode: 'open' }).innerHTML = '<input aria-label="Message" />';
    });
    const quality = await watchQuality(page.getByRole('log'), playhead);
    await ask(page);
    await playhead.step(9);
    await page.getByLabel('Message').press('Shift+Space');
    await playhead.finish();
    expect(await quality.metrics()).toMatchObject({ scrollJumps: 1 });
  });
});

/** Turns the log into a column that starts at its end: 0 is there, and positions above are negative. */
async function reverse(page: Page): Promise<void> {
  await page.getByRole('log').evaluate((log) => {
    const box = document.createElement('div');
    box.append(...log.childNodes);
    log.append(box);
    Object.assign(log.style, {
      display: 'flex',
      flexDirection: 'column-reverse',
      overflowAnchor: 'auto',
    });
  });
}

/** Scrolls by wheel, and waits until scrolling has ended. */
async function scrollUp(page: Page): Promise<void> {
  const log = page.getByRole('log');
  const ended = log.evaluate((element) => {
    const top = element.scrollTop;
    return new Promise<void>((resolve) =>
      element.addEventListener('scrollend', () => {
        if (element.scrollTop < top) resolve();
      }),
    );
  });
  await log.hover();
  await page.mouse.wheel(0, -50);
  await ended;
}
