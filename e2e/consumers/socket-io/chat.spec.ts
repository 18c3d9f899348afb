import type { Page } from '@playwright/test';
import { chatCassette, expect, test as base } from 'playhead/playwright';

interface Fixtures {
  /** The pieces of the recorded answer. */
  answer: readonly string[];
  question: string;
}

/** Asks a question of its own in each worker: nothing else tells the tests apart that run at once. */
const test = base.extend<Fixtures>({
  answer: [['It is ', 'rather ', 'warm ', 'there.'], { option: true }],
  question: async ({}, use, { parallelIndex }) => use(`How warm is it in town ${parallelIndex}?`),
  cassette: async ({ question, answer }, use) => use(chatCassette([[question, answer]])),
});

async function ask(page: Page, question: string): Promise<void> {
  await page.goto('/');
  await page.getByLabel('Message').fill(question);
  await page.getByRole('button', { name: 'Send' }).click();
}

test('shows half an answer for as long as the test looks', async ({ page, playhead, question }) => {
  await ask(page, question);
  await playhead.until(/rather/);
  expect(await page.getByRole('article').textContent()).toBe('It is rather ');
  await playhead.finish();
  expect(await page.getByRole('article').textContent()).toBe('It is rather warm there.');
  await expect(page.getByRole('log')).toShowTranscript(playhead.transcript);
});

test('cancels the request to the model when the reader stops', async ({
  page,
  playhead,
  question,
}) => {
  await ask(page, question);
  await playhead.until(/rather/);
  await page.getByRole('button', { name: 'Stop' }).click();
  const { by, position } = await playhead.waitForAbort();
  expect({ by, position }).toEqual({ by: 'app', position: 3 });
  expect(await page.getByRole('article').textContent()).toBe('It is rather ');
});

test('cancels the request to the model when the reader leaves', async ({
  page,
  playhead,
  question,
}) => {
  await ask(page, question);
  await playhead.until(/rather/);
  await page.goto('about:blank');
  expect(await playhead.waitForAbort()).toMatchObject({ by: 'app', position: 3 });
});

test.describe('too many requests', () => {
  test.use({ faults: { type: 'status', status: 429 } });

  test('tells the reader', async ({ page, playhead, question }) => {
    await ask(page, question);
    await playhead.finish();
    await expect(page.getByRole('alert')).toContainText('429');
  });
});

for (const name of ['Ada', 'Ben', 'Cleo', 'Dora']) {
  test.describe(`the answer for ${name}`, () => {
    test.use({ answer: ['Warm, ', `${name}, `, 'and dry.'] });

    test('is not that of another test', async ({ page, playhead, question }) => {
      await ask(page, question);
      await playhead.step(); // opens the answer, and says nothing
      for (const shown of ['Warm, ', `Warm, ${name}, `, `Warm, ${name}, and dry.`]) {
        await playhead.step();
        expect(await page.getByRole('article').textContent()).toBe(shown);
      }
      await playhead.finish();
    });
  });
}
