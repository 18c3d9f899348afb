import { test as base } from 'playhead/playwright';
import { type Chat, createChat } from './chat.ts';
import { readHistory, recordHistory, type TurnSnapshot } from './history.ts';

export { expect } from 'playhead/playwright';

interface Fixtures {
  chat: Chat;
  /** Every state the assistant's turns have shown, by turn. */
  history: () => Promise<TurnSnapshot[][]>;
}

/** The one `test` of all specs that use the demo app. */
export const test = base.extend<Fixtures>({
  chat: async ({ page }, use) => {
    await use(createChat(page));
  },
  history: async ({ page }, use) => {
    await recordHistory(page);
    await use(() => readHistory(page));
  },
});
