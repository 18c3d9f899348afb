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

/** Drives the plain page before a back end of its own, which a script asks. */
export function plainPageOf(name: string, script: string): ChatDriver {
  return {
    ...myChat,
    name: `plain page, ${name}`,
    async open(page) {
      await servePage(page, script);
      await page.goto(`${ORIGIN}/`);
    },
  };
}

/**
 * Serves the plain page.
 * @param script what it asks by. Default: by chat completions
 */
export async function servePage(page: Page, script = 'ask.js'): Promise<void> {
  const folder = 'e2e/support/pages/plain-page';
  await serve(page, ORIGIN, {
    '/': `${folder}/index.html`,
    '/chat.js': `${folder}/chat.js`,
    '/ask.js': `${folder}/${script}`,
    '/run-tool.js': `${folder}/run-tool.js`,
  });
}
