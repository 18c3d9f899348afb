import type { ChatDriver } from 'playhead/chat-suite';
import { violationsOf } from '../audit.ts';
import { serve } from '../pages/serve.ts';

const ORIGIN = 'http://deep-chat.localhost';

/** Drives deep-chat, a web component from npm: https://deepchat.dev. It shows no tool calls. */
export const deepChat: ChatDriver = {
  name: 'deep-chat',
  async open(page) {
    await serve(page, ORIGIN, {
      '/': 'e2e/support/pages/deep-chat/index.html',
      '/start.js': 'e2e/support/pages/deep-chat/start.js',
      '/deepChat.bundle.js': 'node_modules/deep-chat/dist/deepChat.bundle.js',
    });
    await page.goto(ORIGIN);
  },
  async send(page, text) {
    await page.getByRole('textbox').fill(text);
    await page.getByRole('textbox').press('Enter');
  },
  log: (page) => page.locator('#messages'),
  answers: (page) => page.locator('.ai-message:not(.deep-chat-loading-message-bubble)'),
  stop: (page) => page.locator('.input-button:has(#stop-icon)').click(),
  error: (page) => page.locator('.error-message'),
  audit: violationsOf,
};
