import type { Page } from '@playwright/test';
import type { ChatDriver } from 'playhead/playwright';
import { serve } from './serve.ts';

const ORIGIN = 'http://chat.localhost';

/** How to use the small page in `suites/page`, which does on request what a UI should not. */
export function plainPage(...wrong: string[]): ChatDriver {
  return {
    name: ['page', ...wrong].join(' '),
    async open(page) {
      await servePage(page);
      await page.goto(`${ORIGIN}/?wrong=${wrong.join(',')}`);
    },
    async send(page, text) {
      await page.getByLabel('Message').fill(text);
      await page.getByRole('button', { name: 'Send' }).click();
    },
    log: (page) => page.getByRole('log'),
    answers: (page) => page.getByRole('article', { name: 'Assistant' }),
    toolCards: (page) => page.locator('.card'),
    stop: (page) => page.getByRole('button', { name: 'Stop' }).click(),
    error: (page) => page.getByRole('alert'),
    retry: (page) => page.getByRole('button', { name: 'Try again' }).click(),
  };
}

/** Serves the page. */
export async function servePage(page: Page): Promise<void> {
  await serve(page, ORIGIN, {
    '/': 'e2e/suites/page/index.html',
    '/chat.js': 'e2e/suites/page/chat.js',
    '/ask.js': 'e2e/suites/page/ask.js',
  });
}
