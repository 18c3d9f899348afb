import type { Page } from '@playwright/test';
import { chatCassette, expect, test } from 'playhead/playwright';

const QUESTION = 'How warm is it in Oslo?';

async function ask(page: Page): Promise<void> {
  await page.goto('/');
  await page.getByLabel('Message').fill(QUESTION);
  await page.getByRole('button', { name: 'Send' }).click();
}

test.describe('an answer in words', () => {
  test.use({ cassette: chatCassette([[QUESTION, ['It is ', 'rather ', 'warm ', 'there.']]]) });

  test('shows half of it for as long as the test looks', async ({ page, playhead }) => {
    await ask(page);
    await playhead.until(/rather/);
    expect(await page.getByRole('article').textContent()).toBe('It is rather ');
    await playhead.finish();
    expect(await page.getByRole('article').textContent()).toBe('It is rather warm there.');
    await expect(page.getByRole('log')).toShowTranscript(playhead.transcript);
  });

  test('cancels the request to the model when the reader stops', async ({ page, playhead }) => {
    await ask(page);
    await playhead.until(/rather/);
    await page.getByRole('button', { name: 'Stop' }).click();
    const { by, position } = await playhead.waitForAbort();
    expect({ by, position }).toEqual({ by: 'app', position: 3 });
    expect(await page.getByRole('article').textContent()).toBe('It is rather ');
    await expect(page.getByRole('alert')).toBeHidden();
  });
});

test.describe('a tool that the back end runs', () => {
  test.use({ cassette: 'weather' });

  test('shows its card before its result, then the answer', async ({ page, playhead }) => {
    await ask(page);
    const first = await playhead.nextStream();
    await first.until('tool-call');
    const card = page.getByRole('group', { name: 'weather' });
    expect(await card.textContent()).toBe('weather: looking …');
    await first.finish();

    const second = await playhead.nextStream(); // the tool has run, and the back end asks again
    await expect(card).toHaveText('weather: 21 °C in Oslo');
    await second.until(/warm/);
    expect(await page.getByRole('article').textContent()).toBe('It is warm: ');
    await second.finish();
    await expect(page.getByRole('log')).toShowTranscript(playhead.transcript);
  });
});

test.describe('too many requests', () => {
  // The SDK tries again by itself, unless the provider says not to.
  const headers = { 'x-should-retry': 'false' };
  test.use({
    cassette: chatCassette([[QUESTION, 'Warm.']]),
    faults: { type: 'status', status: 429, headers },
  });

  test('tells the reader', async ({ page, playhead }) => {
    await ask(page);
    await playhead.finish();
    await expect(page.getByRole('alert')).toContainText('429');
  });
});

// Asks the same question in several tests at once, on one back end: only the trace tells them apart.
for (const name of ['Ada', 'Ben', 'Cleo']) {
  test.describe(`the answer for ${name}`, () => {
    test.use({ cassette: chatCassette([[QUESTION, ['Warm, ', `${name}, `, 'and dry.']]]) });

    test('is not that of another test', async ({ page, playhead }) => {
      await ask(page);
      await playhead.step(); // opens the answer, and says nothing
      for (const shown of ['Warm, ', `Warm, ${name}, `, `Warm, ${name}, and dry.`]) {
        await playhead.step();
        expect(await page.getByRole('article').textContent()).toBe(shown);
      }
      await playhead.finish();
    });
  });
}
