import type { TestInfo } from '@playwright/test';
import { expect, test } from 'playhead/playwright';
import { counting, textAfter } from '../../support/counting.ts';
import { openRenderer, shownText } from '../../support/pages/renderers.ts';

test.use({ cassette: counting, pace: 'manual' });

const STEPS = 5;

for (const [name, unsettled] of [
  ['changing-interval', true],
  ['changing-frames', true],
  ['idle-frames', false],
] as const) {
  const outcome = unsettled ? 'annotates the test' : 'adds no annotation';
  test(`each step still resolves next to an endless loop, ${name}, and ${outcome}`, async ({
    page,
    playhead,
  }, testInfo) => {
    await openRenderer(page, name);
    for (let step = 1; step <= STEPS; step++) {
      await playhead.step();
      expect(await shownText(page)).toBe(textAfter(step));
    }
    expect(notes(testInfo)).toEqual(
      unsettled ? [expect.stringContaining(`${name} has not settled within 3 s`)] : [],
    );
  });
}

test('a page that comes to rest adds no annotation', async ({ page, playhead }, testInfo) => {
  await openRenderer(page, 'typewriter');
  await playhead.step(STEPS);
  expect(await shownText(page)).toBe(textAfter(STEPS));
  expect(notes(testInfo)).toEqual([]);
});

function notes({ annotations }: TestInfo): (string | undefined)[] {
  return annotations.filter(({ type }) => type === 'playhead').map((note) => note.description);
}
