import type { Page } from '@playwright/test';
import { expect, test } from 'playhead/playwright';
import { answer, ask, openChat } from '../../support/pages/chat-page.ts';

test.use({ cassette: answer, pace: 'manual', viewport: { width: 600, height: 400 } });

const FOLLOWS_ALWAYS = 'answer.firstChild.data = text; log.scrollTop = log.scrollHeight';

for (const [what, each, jumps] of [
  ['lets the reader go is no jump', 'show(text)', 0],
  ['pulls the reader back is a jump', FOLLOWS_ALWAYS, 1],
] as const) {
  test(`a page that ${what}`, async ({ page, playhead }) => {
    await openChat(page, each);
    const recording = await playhead.record(page.getByRole('log'));
    await ask(page);
    await playhead.step(10);
    await scrollUp(page);
    await playhead.finish();
    expect((await recording.metrics()).scrollJumps).toBe(jumps);
    await expect(recording).toStreamWell({ scrollJumps: jumps });
  });
}

const SILENT = 'answer.firstChild.data = text';

for (const [what, each, jumps] of [
  ['leaves the reader there is no jump', SILENT, 0],
  ['pulls the reader back is a jump', `${SILENT}; log.scrollTop = 0`, 1],
] as const) {
  test(`a column in reverse that ${what}`, async ({ page, playhead }) => {
    await openChat(page, each);
    await reverse(page);
    const recording = await playhead.record(page.getByRole('log'));
    await ask(page);
    await playhead.step(10);
    await scrollUp(page);
    await playhead.finish();
    expect((await recording.metrics()).scrollJumps).toBe(jumps);
  });
}

test('what grows above the view, and leaves it where it is, is no jump', async ({
  page,
  playhead,
}) => {
  await openChat(
    page,
    `log.style.overflowAnchor = 'auto';
     if (count > 10) log.querySelector('.earlier').style.height = 60 + 10 * count + 'px';
     else show(text)`,
  );
  const recording = await playhead.record(page.getByRole('log'));
  await ask(page);
  await playhead.step(10);
  await scrollUp(page);
  const top = () => page.getByRole('log').evaluate((log) => log.scrollTop);
  const before = await top();
  await playhead.finish();
  expect(await top(), 'the browser has held the view').toBeGreaterThan(before);
  expect((await recording.metrics()).scrollJumps).toBe(0);
});

test('a view that jumps in a shadow tree attached meanwhile is a jump', async ({
  page,
  playhead,
}) => {
  await openChat(
    page,
    `if (count === 1) answer.attachShadow({ mode: 'open' }).innerHTML =
       '<div style="height: 50px; overflow: auto"><p style="height: 900px">Long</p></div>';
     answer.shadowRoot.firstChild.scrollTop = count === 1 ? 300 : 200`,
  );
  const recording = await playhead.record(page.getByRole('log'));
  await ask(page);
  await playhead.step();
  // Scroll events come with the frame.
  await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(resolve)));
  await playhead.finish();
  expect((await recording.metrics()).scrollJumps).toBe(1);
});

test('a view that jumps in a shadow tree around the log is a jump', async ({ page, playhead }) => {
  await openChat(page, SILENT);
  const box = await page.evaluateHandle(() => {
    const [host, log] = [document.createElement('div'), document.getElementById('log')!];
    const root = host.attachShadow({ mode: 'open' });
    root.innerHTML = '<div style="height: 100px; overflow: auto"><slot></slot></div>';
    log.replaceWith(host);
    host.append(log);
    return root.firstElementChild!;
  });
  const recording = await playhead.record(page.getByRole('log'));
  await ask(page);
  await playhead.step();
  for (const top of [60, 10]) {
    // oxlint-disable-next-line no-await-in-loop -- one frame after another, each with its scroll event
    await box.evaluate((element, to) => {
      element.scrollTop = to;
      return new Promise((resolve) => requestAnimationFrame(resolve));
    }, top);
  }
  await playhead.finish();
  expect((await recording.metrics()).scrollJumps).toBe(1);
});

test('a floating button in the view does not hide a jump', async ({ page, playhead }) => {
  await openChat(page, 'answer.firstChild.data = text; log.scrollTop = 0');
  await page.evaluate(() => {
    const button = document.getElementById('log')!.appendChild(document.createElement('button'));
    button.textContent = 'To the end';
    Object.assign(button.style, { position: 'absolute', top: '150px', left: '300px' });
  });
  const recording = await playhead.record(page.getByRole('log'));
  await ask(page);
  await playhead.finish();
  expect((await recording.metrics()).scrollJumps).toBe(1);
});

test('a blank typed in a shadow tree does not scroll', async ({ page, playhead }) => {
  await openChat(page, 'if (count < 10) show(text); else if (count === 10) log.scrollTop -= 10');
  await page.evaluate(() => {
    const root = document.body.appendChild(document.createElement('div'));
    root.attachShadow({ mode: 'open' }).innerHTML = '<input aria-label="Message" />';
  });
  const recording = await playhead.record(page.getByRole('log'));
  await ask(page);
  await playhead.step(9);
  await page.getByLabel('Message').press('Shift+Space');
  await playhead.finish();
  expect((await recording.metrics()).scrollJumps).toBe(1);
});

test('who asks again may be led to the end', async ({ page, playhead }) => {
  await openChat(page, FOLLOWS_ALWAYS);
  const recording = await playhead.record(page.getByRole('log'));
  await scrollUp(page);
  await ask(page);
  await playhead.finish();
  await expect(recording).toStreamWell();
});

/** Makes the log a column that begins at its end: its place is 0 there, and negative above. */
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

/** Scrolls as a reader does, and waits until the view has come to rest there. */
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
