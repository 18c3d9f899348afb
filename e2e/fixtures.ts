import { test as base, type Page } from '@playwright/test';
import { type Chat, createChat } from './chat.ts';
import { type Moment, readHistory, recordHistory } from './history.ts';

export { expect } from '@playwright/test';

interface Fixtures {
  chat: Chat;
  /** The bodies of the completion requests the app has made, in order. */
  requests: CompletionRequest[];
  /** Every state the assistant's turns have shown, by turn. */
  history: () => Promise<Moment[][]>;
  /** What no cassette answered. A spec that provokes a miss takes it out of the list. */
  misses: string[];
}

/** The fields of an OpenAI-compatible request that the specs look at. */
export interface CompletionRequest {
  stream: boolean;
  messages: {
    role: string;
    content: string | null;
    tool_calls?: { id: string; type: string; function: { name: string; arguments: string } }[];
    tool_call_id?: string;
  }[];
  tools: { function: { name: string } }[];
}

/** The one `test` of all specs. */
export const test = base.extend<Fixtures>({
  chat: async ({ page }, use) => {
    await use(createChat(page));
  },
  requests: async ({ page }, use) => {
    const requests: CompletionRequest[] = [];
    page.on('request', (request) => {
      const asked = request.method() === 'POST' && request.url().endsWith('/chat/completions');
      if (asked) requests.push(request.postDataJSON() as CompletionRequest);
    });
    await use(requests);
  },
  history: async ({ page }, use) => {
    await recordHistory(page);
    await use(() => readHistory(page));
  },
  misses: [
    async ({ page }, use) => {
      const misses: string[] = [];
      failOnMiss(page, misses);
      await use(misses);
      if (misses.length > 0) throw new Error(misses.join('\n\n'));
    },
    { auto: true },
  ],
});

/**
 * A request that no cassette answers ends the spec at once: closing the page makes whatever the
 * spec waits for fail with the explanation, instead of with a time-out later on.
 */
function failOnMiss(page: Page, misses: string[]): void {
  page.on('response', async (response) => {
    if (response.headers()['x-playhead'] !== 'miss') return;
    const { error } = (await response.json()) as { error: { message: string } };
    misses.push(error.message);
    await page.close({ reason: error.message });
  });
}
