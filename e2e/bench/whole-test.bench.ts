import { expect, type Page, test as plain } from '@playwright/test';
import type { Playhead } from 'playhead/playwright';
import { test } from 'playhead/playwright';
import { cassetteOf, completion, PROMPT } from './completion.ts';
import { upTo } from './in-turn.ts';
import { readSettings } from './settings.ts';
import { EVENTS, WAYS } from './whole-test.ts';

const { way, tests, aimock } = readSettings();
const answer = completion(EVENTS);

for (const number of upTo(tests)) {
  switch (way) {
    case WAYS.fulfill:
      plain(`test ${number}`, async ({ page }) => {
        const body = answer.events.join('');
        await page.route('**/v1/chat/completions', (route) =>
          route.fulfill({ body, contentType: 'text/event-stream' }),
        );
        await chat(page);
      });
      break;
    case WAYS.aimock:
      plain(`test ${number}`, ({ page }) => chat(page, `/?api=${aimock}`));
      break;
    case WAYS.manual:
      test.describe(() => {
        test.use({ cassette: cassetteOf(answer), pace: 'manual' });
        test(`test ${number}`, ({ page, playhead }) => chat(page, '/', playhead));
      });
      break;
    default:
      test.describe(() => {
        const carrier = way === WAYS.worker ? 'service-worker' : 'page';
        test.use({ cassette: cassetteOf(answer), carrier });
        test(`test ${number}`, ({ page }) => chat(page));
      });
  }
}

async function chat(page: Page, path = '/', playhead?: Playhead): Promise<void> {
  await page.goto(path);
  await page.getByLabel('Message').fill(PROMPT);
  await page.getByRole('button', { name: 'Send' }).click();
  await playhead?.finish();
  await expect(page.getByRole('article')).toHaveText(answer.text.trim());
}
