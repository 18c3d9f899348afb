import { type Carrier, expect, test } from 'playhead/playwright';
import { counting, textAfter, words } from '../../support/counting.ts';
import { openRenderer, watchShownText } from '../../support/pages/renderers.ts';

// A step resolves when the page has rendered. So the text is read once after each, in the same task of
// the page: one stale text in all of these fails the test.

const PAGE: readonly Carrier[] = ['page'];
/** Looks at both where the way of the bytes matters: at once, and read slowly. */
const BOTH: readonly Carrier[] = ['page', 'service-worker'];

/** Lists ways to render what is read, and how many steps every run of the suite looks at. */
const RENDERERS: [name: string, steps: number, carriers?: readonly Carrier[]][] = [
  ['direct', 12, BOTH],
  ['frames', 12],
  ['react-sync', 12],
  ['react-transition', 12],
  ['react-deferred', 12],
  ['throttle', 10],
  ['typewriter', 10],
  ['word-by-word', 5],
  ['slow-reader', 12, BOTH],
  ['resize-observer', 12],
  ['intersection-observer', 12],
  ['shadow-open', 5],
  ['shadow-closed', 5],
];

/** Looks at every step on request, which takes minutes. */
const ALL_STEPS = Boolean(process.env['SETTLED_ALL_STEPS']);

test.use({ cassette: counting, pace: 'manual' });

for (const [name, few, carriers = PAGE] of RENDERERS) {
  const steps = ALL_STEPS ? words.length : few;

  for (const carrier of carriers) {
    test.describe(`${name}, by ${carrier}`, () => {
      test.use({ carrier });

      test(`leaves no stale text in ${steps} steps`, async ({ page, playhead }) => {
        if (ALL_STEPS) test.setTimeout(180_000);
        await openRenderer(page, name);
        const shownText = await watchShownText(page);
        const stale: string[] = [];
        for (let step = 1; step <= steps; step++) {
          await playhead.step();
          const text = await shownText();
          if (text !== textAfter(step)) stale.push(`${step}: ${text}`);
        }
        expect(stale).toEqual([]);
      });
    });
  }
}
