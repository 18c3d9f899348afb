import type { Locator } from '@playwright/test';
import { expect, test } from '../support/demo-app/fixtures.ts';
import { STATES } from '../support/demo-app/page-states.ts';

test.use({ viewport: { width: 360, height: 640 } });

for (const { name, cassette, reach } of STATES) {
  test.describe(name, () => {
    test.use({ cassette: cassette, pace: 'manual', unused: 'ignore' });

    test('fits 360 px without sideways scrolling or cut-off text', async ({
      page,
      chat,
      playhead,
    }) => {
      await reach({ page, chat, playhead });
      const sideways = await page.evaluate(() => {
        const boxes = [document.documentElement, document.body, document.querySelector('main')!];
        return boxes.map((box) => box.scrollWidth - box.clientWidth);
      });
      expect(sideways).toEqual([0, 0, 0]);
      expect(await cutOff(page.getByRole('log'))).toEqual([]);
      const fields = [
        page.getByRole('combobox', { name: 'Provider' }),
        page.getByLabel('API key'),
        page.getByRole('textbox', { name: 'Message' }),
      ];
      for (const field of fields) await expectFits(field);
    });
  });
}

test('the longest choices of the demo fit as well', async ({ page, chat }) => {
  await chat.openDemo('handmade/openai-chat/blank-lines-and-spaced-json');
  await expect(page.getByRole('combobox')).toHaveCount(3);
  for (const choice of await page.getByRole('combobox').all()) await expectFits(choice);
});

/** Lists elements that hold more than they show and cannot be scrolled. */
function cutOff(log: Locator): Promise<string[]> {
  return log.evaluate((root) =>
    [...root.querySelectorAll<HTMLElement>('*')]
      .filter((box) => box.scrollWidth > box.clientWidth && box.clientWidth > 1)
      .filter((box) => {
        const { overflowX, textOverflow } = getComputedStyle(box);
        return /hidden|clip/.test(overflowX) && textOverflow !== 'ellipsis';
      })
      .map(({ className, tagName }) => `${tagName.toLowerCase()} ${className}`),
  );
}

async function expectFits(field: Locator): Promise<void> {
  const { x, width, height } = (await field.boundingBox())!;
  expect(x).toBeGreaterThanOrEqual(0);
  expect(x + width).toBeLessThanOrEqual(360);
  expect(height, 'a finger hits it').toBeGreaterThanOrEqual(24);
}
