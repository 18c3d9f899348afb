import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { ChatDriver } from 'playhead/playwright';

const ORIGIN = 'http://chat.localhost';
const FOLDER = path.join(import.meta.dirname, '../suites/page');
const TYPES: Record<string, string> = { '.html': 'text/html', '.js': 'text/javascript' };

/** How to use the small page in `suites/page`, which does on request what a UI should not. */
export function plainPage(...wrong: string[]): ChatDriver {
  return {
    name: ['page', ...wrong].join(' '),
    async open(page) {
      await page.route(`${ORIGIN}/**`, (route) => {
        const file = new URL(route.request().url()).pathname.replace(/^\/$/, '/index.html');
        const contentType = TYPES[path.extname(file)];
        if (!contentType) return route.fulfill({ status: 404 });
        return route.fulfill({ body: readFileSync(FOLDER + file), contentType });
      });
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
