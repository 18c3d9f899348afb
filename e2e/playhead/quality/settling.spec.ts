import { expect, test } from 'playhead/playwright';
import { counting, textAfter } from '../../support/counting.ts';
import { openRenderer, shownText } from '../../support/pages/renderers.ts';
import { answer, askByItself, openChat } from '../../support/pages/chat-page.ts';

const STEPS = 10;

declare global {
  /** What the page has asked for. */
  var asked: string[];
}

test.describe('of pages that render as they like', () => {
  test.use({ cassette: counting, pace: 'manual' });

  // The same as is expected of these pages where nobody watches.
  for (const name of ['direct', 'frames', 'react-transition', 'throttle', 'idle-frames']) {
    test(`a page is shown as soon, and rests as well, while it is watched: ${name}`, async ({
      page,
      playhead,
    }, { annotations }) => {
      await openRenderer(page, name);
      const recording = await playhead.record(page.locator('main'));
      for (let step = 1; step <= STEPS; step++) {
        // oxlint-disable-next-line no-await-in-loop -- one step after another
        await playhead.step();
        // oxlint-disable-next-line no-await-in-loop -- at once, before the next
        expect(await shownText(page)).toBe(textAfter(step));
      }
      await recording.metrics();
      expect(annotations).toEqual([]);
    });
  }

  test('a recording asks the page for no timer and no frame', async ({ page, playhead }) => {
    await page.addInitScript(() => {
      globalThis.asked = [];
      const names = [
        'setTimeout',
        'setInterval',
        'requestAnimationFrame',
        'requestIdleCallback',
      ] as const;
      for (const name of names) {
        const native = globalThis[name] as (...given: unknown[]) => number;
        const asking = (...given: unknown[]) => {
          globalThis.asked.push(name);
          return native(...given);
        };
        Object.assign(globalThis, { [name]: asking });
      }
    });
    await openRenderer(page, 'direct');
    const recording = await playhead.record(page.locator('main'));
    await playhead.step(STEPS);
    await recording.metrics();
    expect(await page.evaluate(() => globalThis.asked)).toEqual([]);
  });
});

test.describe('of a page whose clock stands', () => {
  test.use({ cassette: answer, pace: 'manual' });

  test('a recording waits for no frame of it', async ({ page, playhead }) => {
    await page.clock.install();
    await openChat(page, "show(text); if (count === 5) banner.style.height = '300px'");
    await page.clock.pauseAt(Date.now() + 60_000);
    const recording = await playhead.record(page.getByRole('log'));
    await askByItself(page);
    await playhead.finish();
    expect((await recording.metrics()).layoutShift).toBeGreaterThan(0.1);
  });
});
