import { test as base } from 'playhead/playwright';
import { servePage } from '../support/drivers/plain-page.ts';

declare global {
  var defects: string | undefined;
}

/** Adds a fixture of the user's own: it serves the UI of the README, which announces each token. */
export const test = base.extend<{ site: void }>({
  site: [
    async ({ page }, use) => {
      await servePage(page);
      await page.addInitScript(() => {
        globalThis.defects = 'announces-each-token';
      });
      await use();
    },
    { auto: true },
  ],
});
