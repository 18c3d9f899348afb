import { readdirSync } from 'node:fs';
import { expect, test } from '../support/demo-app/fixtures.ts';
import { MOMENTS, pictureOf, VIEWS } from './moments.ts';
import { expectPicture } from './picture.ts';

for (const moment of MOMENTS) {
  test.describe(moment.name, () => {
    test.use({ cassette: moment.cassette, pace: 'manual', unused: 'ignore' });

    test('looks as in its pictures', { tag: '@picture' }, async ({ page, chat, playhead }) => {
      // Time stands still: no wait counts down, and no silence is told while pictures are taken.
      await page.clock.install({ time: 0 });
      await page.clock.pauseAt(60_000);
      await moment.reach({ page, chat, playhead });
      await page.mouse.move(0, 0); // nothing is hovered that it has clicked
      for (const view of VIEWS) {
        await page.setViewportSize(view);
        await page.emulateMedia(view);
        await expectPicture(page, pictureOf(moment, view));
      }
    });
  });
}

test('no picture of a moment is left over', () => {
  const made = MOMENTS.flatMap((moment) => VIEWS.map((view) => pictureOf(moment, view)));
  const there = readdirSync(import.meta.dirname, { recursive: true, encoding: 'utf8' });
  const committed = there.filter((file) => /^moments.+\.png$/.test(file));
  expect(committed.toSorted(), 'delete those that no test makes').toEqual(made.toSorted());
});
