import { backEndNames } from '../../support/back-ends/start-back-end.ts';
import { counting, textAfter, words } from '../../support/counting.ts';
import { openRendererOf, shownText } from '../../support/pages/renderers.ts';
import { expect, test } from '../../support/server/test.ts';

// A step resolves when the page shows what the back end has made of it. So the text is read once after
// each, with no waiting: one stale text fails the test.

const RENDERERS = ['direct', 'react-transition', 'throttle', 'typewriter'];
/** Hands nothing on before the model has said all. */
const WHOLE = 'whole';

/** Looks at every step of every pair on request, which takes minutes. */
const ALL = Boolean(process.env['SETTLED_ALL_STEPS']);
const STEPS = ALL ? words.length : 10;

test.use({ cassette: counting, pace: 'manual' });

for (const backEnd of backEndNames.filter((name) => name !== WHOLE)) {
  for (const renderer of ALL || backEnd === 'own-sse' ? RENDERERS : ['direct']) {
    test(`${backEnd}, ${renderer}: leaves no stale text in ${STEPS} steps`, async ({
      page,
      playhead,
      backEndOf,
    }) => {
      if (ALL) test.setTimeout(300_000);
      const { url } = await backEndOf(backEnd);
      await openRendererOf(page, url, renderer, backEnd);
      const stale: string[] = [];
      for (let step = 1; step <= STEPS; step++) {
        await playhead.step();
        const text = await shownText(page);
        if (text !== textAfter(step)) stale.push(`${step}: ${text}`);
      }
      expect(stale).toEqual([]);
    });
  }
}

test('a back end that hands nothing on before the end shows all of it then', async ({
  page,
  playhead,
  backEndOf,
}) => {
  const { url } = await backEndOf(WHOLE);
  await openRendererOf(page, url, 'direct', WHOLE);
  await playhead.step(3);
  expect(await shownText(page)).toBe('');
  await playhead.finish();
  expect(await shownText(page)).toBe(textAfter(words.length));
});
