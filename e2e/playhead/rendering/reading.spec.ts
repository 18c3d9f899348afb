import { expect, test } from 'playhead/playwright';
import { counting, textAfter, words } from '../../support/counting.ts';
import { openRenderer, shownText } from '../../support/pages/renderers.ts';

test.use({ cassette: counting, pace: 'manual' });

for (const [name, events] of [
  ['slow-reader', 10],
  ['long-pauses', 3],
] as const) {
  test(`a step of several events waits for an app that pauses between its reads: ${name}`, async ({
    page,
    playhead,
  }) => {
    await openRenderer(page, name);
    await playhead.step(events);
    expect(await shownText(page)).toBe(textAfter(events));
  });
}

test('an app that stops reading at the end mark gets the whole answer', async ({
  page,
  playhead,
}) => {
  await openRenderer(page, 'stops-at-done');
  await playhead.finish();
  expect(await shownText(page)).toBe(textAfter(words.length));
  expect(playhead.remaining).toBe(0);
});

test('an app that stops reading earlier fails the step with an error that says where', async ({
  page,
  playhead,
}) => {
  await openRenderer(page, 'stops-early');
  await playhead.step(3);
  expect(await shownText(page)).toBe(textAfter(3));
  await expect(playhead.step()).rejects.toThrow(
    /^Cannot step 1: the app has stopped reading, and does not cancel\. .* 3 of 202 events sent/,
  );
});
