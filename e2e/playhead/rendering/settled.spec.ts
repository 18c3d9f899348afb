import { type Carrier, expect, test } from 'playhead/playwright';
import { counting, textAfter, words } from '../../support/counting.ts';
import { openRenderer, shownText } from '../../support/pages/renderers.ts';

// A step resolves when the page has rendered. So the text is read once after each, with no waiting:
// one stale text in all of these fails the test.

const CARRIERS: Carrier[] = ['page', 'service-worker'];

/** How a page renders what it reads, and how many steps are looked at in every run of the suite. */
const RENDERERS: [name: string, steps: number][] = [
  ['direct', 60],
  ['frames', 60],
  ['react-sync', 60],
  ['react-transition', 40],
  ['react-deferred', 40],
  ['throttle', 25],
  ['typewriter', 20],
  ['word-by-word', 5],
  ['slow-reader', 25],
  ['resize-observer', 60],
  ['intersection-observer', 60],
  ['shadow-open', 5],
  ['shadow-closed', 5],
];

/** All of them, where somebody wants to know: it takes minutes. */
const ALL_STEPS = Boolean(process.env['SETTLED_ALL_STEPS']);

test.use({ cassette: counting, pace: 'manual' });

for (const carrier of CARRIERS) {
  test.describe(`by ${carrier}`, () => {
    test.use({ carrier });
    for (const [name, few] of RENDERERS) {
      const steps = ALL_STEPS ? words.length : few;
      test(`${name}: none of ${steps} steps leaves a stale text`, async ({ page, playhead }) => {
        if (ALL_STEPS) test.setTimeout(180_000);
        await openRenderer(page, name);
        const stale: string[] = [];
        for (let step = 1; step <= steps; step++) {
          // oxlint-disable-next-line no-await-in-loop -- one step after another
          await playhead.step();
          // oxlint-disable-next-line no-await-in-loop -- at once, before the next
          const text = await shownText(page);
          if (text !== textAfter(step)) stale.push(`${step}: ${text}`);
        }
        expect(stale).toEqual([]);
      });
    }
  });
}
