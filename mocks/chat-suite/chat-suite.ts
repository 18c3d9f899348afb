import { test as playheadTest } from '../playwright/fixture/test.ts';
import { chatBehaviours } from './chat-behaviours.ts';
import type { ChatDriver } from './driver.ts';
import type { ChatBehaviourOptions } from './options.ts';

/** Options of `chatSuite`. */
export interface ChatSuiteOptions extends ChatBehaviourOptions {
  /** The `test` of `playhead/playwright`, with fixtures of your own. Default: without. */
  test?: typeof playheadTest;
}

/**
 * Declares a test for each of the `chatBehaviours` of a driver, in a `describe` of its name. Playwright
 * locates these tests in this file, which file filters do not find: write the loop in your spec then.
 *
 * @throws PlayheadError `bad-option` where the driver or an option is wrong.
 * @example
 * chatSuite(driver, { cassettes: ['groq/tool_streaming'] });
 */
export function chatSuite(driver: ChatDriver, options: ChatSuiteOptions): void {
  const { test = playheadTest, ...rest } = options;
  const behaviours = chatBehaviours(driver, rest);
  test.describe(driver.name, () => {
    for (const { title, details, use, run } of behaviours) {
      test.describe(() => {
        test.use(use);
        test(title, details, run);
      });
    }
  });
}
