const { chatCassette, expect, test } = require('playhead/playwright');
const { openPage } = require('./open-page.cjs');

test.use({ cassette: chatCassette([['How warm is it?', ['Rather ', 'warm.']]]), pace: 'manual' });

test('holds an answer in a script with require', async ({ page, playhead }) => {
  await openPage(page);
  await playhead.until('text');
  expect(await page.getByRole('main').textContent()).toBe('Rather ');
  await playhead.finish();
  await expect(page.getByRole('main')).toHaveText('Rather warm.');
});
