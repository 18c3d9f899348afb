import type { Page } from '@playwright/test';
import type { ChatDriver } from 'playhead/playwright';
import { myChat } from '../../readme/my-chat.ts';
import { serve } from '../pages/serve.ts';

const ORIGIN = 'http://chat.localhost';

/** How to use the small page in `suites/page`, which does on request what a UI should not. */
export function plainPage(...wrong: string[]): ChatDriver {
  return {
    ...myChat,
    name: ['page', ...wrong].join(' '),
    async open(page) {
      await servePage(page);
      await page.goto(`${ORIGIN}/?wrong=${wrong.join(',')}`);
    },
  };
}

/** Serves the page. */
export async function servePage(page: Page): Promise<void> {
  await serve(page, ORIGIN, {
    '/': 'e2e/support/pages/plain-page/index.html',
    '/chat.js': 'e2e/support/pages/plain-page/chat.js',
    '/ask.js': 'e2e/support/pages/plain-page/ask.js',
  });
}
