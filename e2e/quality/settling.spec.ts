import { expect, test } from 'playhead/playwright';
import { watchQuality } from 'playhead/quality';
import { counting, textAfter } from '../support/counting.ts';
import { answer, askWithoutInput, openChat } from '../support/pages/chat-page.ts';
import { openRenderer, shownText } from '../support/pages/renderers.ts';

const STEPS = 3;

declare global {
  /** Lists the timers and frames that the page has requested. */
  var requested: string[];
}

test.describe('a watched page', () => {
  test.use({ cassette: counting, pace: 'manual' });

  // Expects the same as `playhead/rendering` does of pages that are not watched.
  for (const name of ['frames', 'react-transition', 'throttle']) {
    test(`settles as it does unwatched, with the renderer ${name}`, async ({ page, playhead }, {
      annotations,
    }) => {
      await openRenderer(page, name);
      const quality = await watchQuality(page.locator('main'), playhead);
      for (let step = 1; step <= STEPS; step++) {
        await playhead.step();
        expect(await shownText(page)).toBe(textAfter(step));
      }
      await quality.metrics();
      expect(annotations).toEqual([]);
    });
  }

  test('gets no timer and no frame from the watch', async ({ page, playhead }) => {
    await page.addInitScript(() => {
      globalThis.requested = [];
      const names = [
        'setTimeout',
        'setInterval',
        'requestAnimationFrame',
        'requestIdleCallback',
      ] as const;
      for (const name of names) {
        const native = globalThis[name] as (...given: unknown[]) => number;
        const wrapped = (...given: unknown[]) => {
          globalThis.requested.push(name);
          return native(...given);
        };
        Object.assign(globalThis, { [name]: wrapped });
      }
    });
    await openRenderer(page, 'direct');
    const quality = await watchQuality(page.locator('main'), playhead);
    await playhead.step(STEPS);
    await quality.metrics();
    expect(await page.evaluate(() => globalThis.requested)).toEqual([]);
  });
});

test.describe('a page with a paused clock', () => {
  test.use({ cassette: answer, pace: 'manual' });

  test('is measured, though none of its timers fires', async ({ page, playhead }) => {
    await page.clock.install();
    await openChat(page, "show(text); if (count === 5) banner.style.height = '300px'");
    await page.clock.pauseAt(Date.now() + 60_000);
    const quality = await watchQuality(page.getByRole('log'), playhead);
    await askWithoutInput(page);
    await playhead.finish();
    expect((await quality.metrics()).layoutShift).toBeGreaterThan(0.1);
  });
});
