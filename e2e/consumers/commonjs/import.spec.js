import { chatCassette, expect, test } from 'playhead/playwright';
import { openPage } from './open-page.cjs';

test.use({ cassette: chatCassette([['How warm is it?', ['Rather ', 'warm.']]]), pace: 'manual' });

test('holds an answer in a script with import, which Playwright compiles', async ({
  page,
  playhead,
}) => {
  await openPage(page);
  await playhead.until('text');
  expect(await page.getByRole('main').textContent()).toBe('Rather ');
  await playhead.finish();
});
