import { expect, test } from 'playhead/playwright';
import { openPage, ORIGIN, readBy } from '../support/pages/blank.ts';
import { cassette, interaction, textEvents } from '../support/handmade.ts';

const events = textEvents('Hello');

test.use({ cassette: cassette(interaction('Hi', events)), baseURL: ORIGIN });

// A service worker cannot: see `support/failing-tests/invalid-use.fixture.ts`.
test('the page carrier reaches a sandboxed frame, which has no storage', async ({
  page,
  playhead,
}) => {
  await openPage(page);
  await page.evaluate(() => {
    const frame = document.createElement('iframe');
    frame.setAttribute('sandbox', 'allow-scripts');
    frame.src = '/app/frame';
    document.body.append(frame);
  });
  const frame = (await (await page.waitForSelector('iframe')).contentFrame())!;
  await frame.waitForURL('**/app/frame');
  await frame.evaluate(() => void ask('a', 'Hi', { credentials: 'include' }));
  await playhead.finish();
  expect(await readBy(frame, 'a')).toBe(`[200]${events.join('')}[end]`);
});
