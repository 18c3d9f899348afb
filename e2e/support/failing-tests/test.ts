import { test as base } from 'playhead/playwright';

export { expect } from 'playhead/playwright';

/**
 * A test whose failure is expected once it is over: the package sees a test that fails, and Playwright starts
 * no new worker for the next one.
 */
export const test = base.extend({
  // Stands for a fixture that is torn down last: all that the package sets up needs this option.
  chunking: async ({ chunking }, use, testInfo) => {
    await use(chunking);
    if (testInfo.status === 'failed') testInfo.fail();
  },
});
