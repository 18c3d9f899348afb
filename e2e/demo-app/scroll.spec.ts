import type { Locator, Page } from '@playwright/test';
import type { PlayheadStream } from 'playhead/playwright';
import { expect, test } from '../support/demo-app/fixtures.ts';
import { cassette, interaction, textEvents } from '../support/handmade.ts';
import { answering, QUESTION, thinking } from '../support/demo-app/answer.ts';
import { distanceToEnd } from '../support/demo-app/distance-to-end.ts';
import { type Act, send } from '../support/demo-app/page-state.ts';

const LINES = Array.from({ length: 120 }, (_, at) => `Paragraph ${at + 1} of the answer.\n\n`);
/** Enough to fill more than the window. */
const FILL = 40;

test.use({ pace: 'manual', hasTouch: true });

/** Contents other than paragraphs, which the chat suite scrolls. */
const CONTENTS: readonly [what: string, pieces: string[]][] = [
  ['code', ['```js\n', ...Array.from({ length: 80 }, (_, at) => `step(${at});\n`), '```\n']],
  [
    'a table',
    ['| a | b |\n|---|---|\n', ...Array.from({ length: 60 }, (_, at) => `| ${at} | x |\n`)],
  ],
];

for (const [what, pieces] of CONTENTS) {
  test.describe(what, () => {
    test.use({ cassette: answering(...pieces) });

    test('keeps its end in sight while it grows', async ({ page, chat, playhead }) => {
      const stream = await send({ page, chat, playhead });
      while (stream.remaining > 0) {
        await stream.step(Math.min(20, stream.remaining));
        expect(await distanceToEnd(page)).toBeLessThanOrEqual(2);
      }
      expect(await topOf(page)).toBeGreaterThan(0);
      await expect(jump(page)).toHaveCount(0);
    });
  });
}

const WAYS_UP: readonly [how: string, go: (page: Page) => Promise<void>][] = [
  [
    'the wheel',
    async (page) => {
      await page.mouse.move(600, 400);
      await page.mouse.wheel(0, -300);
    },
  ],
  [
    'Page Up',
    async (page) => {
      await page.getByRole('main').focus();
      await page.keyboard.press('PageUp');
    },
  ],
  ['a finger', drag],
  // A dragged scrollbar says nothing but that the place has changed.
  ['the scrollbar', (page) => page.getByRole('main').evaluate((box) => box.scrollBy(0, -300))],
];

/** Scrolls up while more comes below. */
async function letGo({ page, chat, playhead }: Act): Promise<PlayheadStream> {
  const stream = await send({ page, chat, playhead });
  await stream.step(FILL);
  await WAYS_UP[3]![1](page);
  await restingTop(page);
  await stream.step(5);
  return stream;
}

test.describe('zooming with the wheel', () => {
  test.use({ cassette: answering(...LINES) });

  test('does not let go of the end', async ({ page, chat, playhead }) => {
    const stream = await send({ page, chat, playhead });
    await stream.step(FILL);
    await page.getByRole('main').dispatchEvent('wheel', { deltaY: -100, ctrlKey: true });
    await stream.step(3);
    expect(await distanceToEnd(page)).toBeLessThanOrEqual(2);
  });
});

test.describe('a reader who scrolls up', () => {
  test.use({ cassette: answering(...LINES) });

  for (const [how, go] of WAYS_UP) {
    test(`keeps the place when scrolling by ${how}`, async ({ page, chat, playhead }) => {
      const stream = await send({ page, chat, playhead });
      await stream.step(FILL);
      const end = await topOf(page);
      await go(page);
      await expect.poll(() => topOf(page)).toBeLessThan(end - 50);
      const place = await restingTop(page);
      await expect(jump(page), 'nothing new is below').toHaveCount(0);

      await stream.step(FILL);
      expect(await topOf(page)).toBe(place);
      await expect(jump(page), 'all of it is in sight').toBeInViewport({ ratio: 1 });
      await stream.finish();
      expect(await topOf(page)).toBe(place);
    });
  }

  test('keeps the place in the very frame in which the end moves', async ({
    page,
    chat,
    playhead,
  }) => {
    const stream = await send({ page, chat, playhead });
    await stream.step(FILL);
    await scrollWhenItGrows(page, -20);
    await stream.step();
    expect(await distanceToEnd(page)).toBeCloseTo(20, 0);
    await stream.step(3);
    expect(await distanceToEnd(page)).toBeGreaterThan(40);
  });

  test('comes back by the button', async ({ page, chat, playhead }) => {
    const stream = await letGo({ page, chat, playhead });
    await jump(page).focus();
    await page.keyboard.press('Enter');
    expect(await distanceToEnd(page)).toBeLessThanOrEqual(2);
    await expect(jump(page)).toHaveCount(0);
    await expect(page.getByRole('main'), 'the focus is not lost').toBeFocused();
    await stream.step(20);
    expect(await distanceToEnd(page), 'it holds again').toBeLessThanOrEqual(2);
  });

  test('comes back by scrolling to the end', async ({ page, chat, playhead }) => {
    const stream = await letGo({ page, chat, playhead });
    await page.getByRole('main').focus();
    await page.keyboard.press('End');
    await expect.poll(() => distanceToEnd(page)).toBeLessThanOrEqual(2);
    await restingTop(page); // the browser's own way there has come to its end
    await stream.step(20);
    expect(await distanceToEnd(page)).toBeLessThanOrEqual(2);
    await expect(jump(page)).toHaveCount(0);
  });
});

/** Scrolls after the app has followed, and before the browser reports that to the app. */
function scrollWhenItGrows(page: Page, by: number): Promise<void> {
  return page.getByRole('log').evaluate((log, top) => {
    const box = log.closest('main')!;
    return new Promise<void>((watched) => {
      let calls = 0;
      new ResizeObserver((_sizes, observer) => {
        watched();
        if (calls++ === 0) return;
        observer.disconnect();
        box.scrollBy({ top, behavior: 'instant' });
      }).observe(log);
    });
  }, by);
}

test.describe('a new question', () => {
  const first = interaction(QUESTION, textEvents(...LINES));
  const body = JSON.stringify({
    stream: true,
    messages: [
      { role: 'user', content: QUESTION },
      { role: 'assistant', content: LINES.join('') },
      { role: 'user', content: 'And now?' },
    ],
  });
  const second = interaction('And now?', textEvents('Now this.'));
  test.use({
    cassette: cassette(first, { ...second, id: 1, request: { ...second.request, body } }),
  });

  test('scrolls to the end', async ({ page, chat, playhead }) => {
    await (await send({ page, chat, playhead })).finish();
    await WAYS_UP[3]![1](page);
    await restingTop(page);
    await chat.send('And now?');
    await (await playhead.nextStream()).finish();
    expect(await distanceToEnd(page)).toBeLessThanOrEqual(2);
  });
});

test.describe('long reasoning', () => {
  const thoughts = Array.from({ length: 60 }, (_, at) => `Thought ${at + 1}.\n\n`);
  test.use({
    cassette: cassette(interaction(QUESTION, thinking(thoughts, ...LINES.slice(0, 10)))),
  });

  test('opens at its beginning', async ({ page, chat, playhead }) => {
    await (await send({ page, chat, playhead })).finish();
    await chat.answers.locator('summary').click();
    await expect(chat.answers.getByText('Thought 1.', { exact: true })).toBeInViewport();
    await restingTop(page);
    await expect(chat.answers.locator('summary')).toBeInViewport();
  });
});

function jump(page: Page): Locator {
  return page.getByRole('button', { name: 'Jump to latest' });
}

function topOf(page: Page): Promise<number> {
  return page.getByRole('main').evaluate((box) => box.scrollTop);
}

/** Waits until scrolling has come to rest: browsers scroll smoothly, for some frames. */
async function restingTop(page: Page): Promise<number> {
  return page.getByRole('main').evaluate(async (box) => {
    for (let still = 0, last = box.scrollTop; still < 10; still++) {
      await new Promise(requestAnimationFrame);
      if (box.scrollTop !== last) still = 0;
      last = box.scrollTop;
    }
    return box.scrollTop;
  });
}

/** Drags the content down by touch events of the browser itself. */
async function drag(page: Page): Promise<void> {
  const session = await page.context().newCDPSession(page);
  const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', ...ys: number[]) =>
    session.send('Input.dispatchTouchEvent', { type, touchPoints: ys.map((y) => ({ x: 600, y })) });
  await touch('touchStart', 300);
  for (let y = 320; y <= 600; y += 20) await touch('touchMove', y);
  await touch('touchEnd');
}
