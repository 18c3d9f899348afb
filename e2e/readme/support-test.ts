import { test as base } from 'playhead/playwright';
import { servePage } from '../support/drivers/plain-page.ts';

/** Adds a fixture of the user's own: it serves a chat whose back end names its events. */
export const test = base.extend<{ site: void }>({
  site: [
    async ({ page }, use) => {
      await servePage(page, 'ask-by-event-names.js');
      await use();
    },
    { auto: true },
  ],
});
