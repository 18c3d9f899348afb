import { type Cassette, chatCassette } from 'playhead';
import type { Playhead } from 'playhead/playwright';
import type { Page } from '@playwright/test';
import { ask, openEmpty } from '../server/ask.ts';
import { expect, test } from './test.ts';

// Not part of the suite: isolation.spec.ts runs these. The three tests of a group run at once, on one
// server and one back end, and wait for each other.

const BACK_END = process.env['BACK_END_URL']!;
const NUMBERS = [1, 2, 3];

const url = 'https://api.example.com/v1/chat/completions';
/** Answers a question by words that name the test. */
const answering = (question: string, number: number): Cassette =>
  chatCassette([[question, [`first${number} `, `second${number}`]]], { url });
const meet = (group: string) => fetch(`${process.env['BARRIER_URL']}/${group}`);

test.setTimeout(90_000); // they wait for the slowest
test.use({ carrier: 'server', server: process.env['MODEL_URL']!, pace: 'manual' });

/** Asks while the others do, and expects to be shown the answers of its own cassette alone. */
async function converse(page: Page, playhead: Playhead, group: string, number: number) {
  await openEmpty(page, BACK_END);
  await meet(group);
  await ask(page, group === 'asking' ? `asking ${number}` : group);
  await playhead.nextStream({ timeout: 60_000 });
  await playhead.until(/first/);
  await meet(group);
  await expect(page.locator('main')).toContainText(`first${number}`);
  await playhead.finish();
  await expect(page.locator('main')).toContainText(`second${number}`);
}

test.describe('told apart by the trace context', () => {
  for (const number of NUMBERS) {
    test.describe(() => {
      test.use({ cassette: answering('trace', number) });
      test(`test ${number}`, ({ page, playhead }) => converse(page, playhead, 'trace', number));
    });
  }
});

test.describe('told apart by what they ask', () => {
  for (const number of NUMBERS) {
    test.describe(() => {
      test.use({ cassette: answering(`asking ${number}`, number) });
      test(`test ${number}`, async ({ page, playhead }) => {
        await page.context().setExtraHTTPHeaders({});
        await converse(page, playhead, 'asking', number);
      });
    });
  }
});

test.describe('told apart by a function', () => {
  for (const number of NUMBERS) {
    // Stands for what a real back end sends along, such as the id of a conversation.
    const baggage = `conversation=${number}`;
    test.describe(() => {
      test.use({
        cassette: answering('function', number),
        ownsRequest: async ({}, use) => {
          await use(({ headers }) => headers['baggage'] === baggage);
        },
      });
      test(`test ${number}`, async ({ page, playhead }) => {
        await page.context().setExtraHTTPHeaders({ baggage });
        await converse(page, playhead, 'function', number);
      });
    });
  }
});

test.describe('not told apart', () => {
  for (const number of NUMBERS) {
    test.describe(() => {
      test.use({ cassette: answering('the same', number) });
      test(`twin ${number}`, async ({ page, playhead }) => {
        await page.context().setExtraHTTPHeaders({});
        await openEmpty(page, BACK_END);
        await meet('twins');
        if (number === 1) await ask(page, 'the same');
        await playhead.nextStream({ timeout: 60_000 });
      });
    });
  }
});

test.describe('without a recording', () => {
  for (const number of NUMBERS) {
    test.describe(() => {
      test.use({ cassette: answering(`recorded ${number}`, number) });
      test(`stranger ${number}`, async ({ page, playhead }) => {
        await page.context().setExtraHTTPHeaders({});
        await openEmpty(page, BACK_END);
        await meet('strangers');
        if (number === 1) await ask(page, 'Bye');
        await playhead.nextStream({ timeout: 60_000 });
      });
    });
  }
});
