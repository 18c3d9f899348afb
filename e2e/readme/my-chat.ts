import type { ChatDriver } from 'playhead/chat-suite';

export const myChat: ChatDriver = {
  name: 'my chat',
  open: (page) => page.goto('http://chat.localhost/'),
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
