import type { Page } from '@playwright/test';
import type { ChatDriver } from 'playhead/chat-suite';
import { myChat } from '../../readme/my-chat.ts';
import { serve } from '../pages/serve.ts';

const ORIGIN = 'http://chat.localhost';

/** Drives the plain page, with defects on request. */
export function plainPage(...defects: string[]): ChatDriver {
  return {
    ...myChat,
    name: ['plain page', ...defects].join(', '),
    async open(page) {
      await servePage(page);
      await page.goto(`${ORIGIN}/?defects=${defects.join(',')}`);
    },
  };
}

/** Serves the plain page. */
export async function servePage(page: Page): Promise<void> {
  await serve(page, ORIGIN, {
    '/': 'e2e/support/pages/plain-page/index.html',
    '/chat.js': 'e2e/support/pages/plain-page/chat.js',
    '/ask.js': 'e2e/support/pages/plain-page/ask.js',
  });
}
