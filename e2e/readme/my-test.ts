import { test as base } from 'playhead/playwright';
import { servePage } from '../support/drivers/plain-page.ts';

declare global {
  var wrong: string | undefined;
}

/** Fixtures of a user's own: here, they serve the UI of the README, which announces each word. */
export const test = base.extend<{ site: void }>({
  site: [
    async ({ page }, use) => {
      await servePage(page);
      await page.addInitScript(() => {
        globalThis.wrong = 'shouts';
      });
      await use();
    },
    { auto: true },
  ],
});
