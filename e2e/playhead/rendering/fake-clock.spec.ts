import { expect, test } from 'playhead/playwright';
import { counting, textAfter } from '../../support/counting.ts';
import { openRenderer, shownText } from '../../support/pages/renderers.ts';

test.use({ cassette: counting, pace: 'manual' });

test('a step does not wait for the timers of a paused clock: the test runs them', async ({
  page,
  playhead,
}, testInfo) => {
  await page.clock.install({ time: 0 });
  await openRenderer(page, 'throttle');
  await page.clock.pauseAt(60_000);
  await playhead.step();
  expect(await shownText(page)).toBe('');
  await page.clock.runFor(100);
  expect(await shownText(page)).toBe(textAfter(1));
  await playhead.step(2);
  expect(await shownText(page)).toBe(textAfter(1));
  await page.clock.runFor(100);
  expect(await shownText(page)).toBe(textAfter(3));
  expect(testInfo.annotations).toEqual([]);
});

for (const name of ['frames', 'react-sync', 'throttle', 'idle-frames']) {
  test(`a fake clock that keeps running leaves no stale text: ${name}`, async ({
    page,
    playhead,
  }, testInfo) => {
    await page.clock.install();
    await openRenderer(page, name);
    for (let step = 1; step <= 5; step++) {
      await playhead.step();
      expect(await shownText(page)).toBe(textAfter(step));
    }
    expect(testInfo.annotations).toEqual([]);
  });
}
