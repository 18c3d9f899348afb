import type { Page } from '@playwright/test';
import { expect, test } from 'playhead/playwright';

async function ask(page: Page): Promise<void> {
  await page.goto('/');
  await page.getByLabel('Message').fill('How warm is it in Oslo?');
  await page.getByRole('button', { name: 'Send' }).click();
}

/** Finds the app's own alert: Next.js has one as well, for screen readers. */
const alertOf = (page: Page) => page.getByRole('log').getByRole('alert');

/** Reads what the page shows of the answer, at once. */
const answerOf = (page: Page) => page.getByRole('article', { name: 'assistant' }).textContent();

test.describe('an answer in words', () => {
  test.use({ cassette: 'words' });

  test('shows half of it for as long as the test looks', async ({ page, playhead }) => {
    await ask(page);
    await playhead.until(/rather/);
    expect(await answerOf(page)).toBe('It is rather ');
    await playhead.finish();
    expect(await answerOf(page)).toBe('It is rather warm there.');
    await expect(page.getByRole('log')).toShowTranscript(playhead.transcript);
  });

  test('cancels the request to the model when the reader stops', async ({ page, playhead }) => {
    await ask(page);
    await playhead.until(/rather/);
    await page.getByRole('button', { name: 'Stop' }).click();
    expect(await playhead.waitForAbort()).toMatchObject({ by: 'app', position: 5 });
    expect(await answerOf(page)).toBe('It is rather ');
    await expect(alertOf(page)).toBeHidden();
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
    expect(await answerOf(page)).toBe('weather: 21 °C in OsloIt is warm: ');
    await second.finish();
    await expect(page.getByRole('log')).toShowTranscript(playhead.transcript);
  });
});

test.describe('too many requests', () => {
  // The AI SDK asks three times before it gives up, and waits as long as it is told in between.
  const headers = { 'retry-after-ms': '1' };
  const list = [1, 2, 3].map((attempt) => ({
    type: 'status' as const,
    status: 429,
    headers,
    attempt,
  }));
  test.use({ cassette: 'words', faults: { list }, pace: 'instant' });

  test('tells the reader', async ({ page, playhead }) => {
    await ask(page);
    await expect(alertOf(page)).toContainText('Too Many Requests');
    expect(playhead.requests).toHaveLength(3);
  });
});

// Asks the same question in several tests at once, on one back end: only the trace tells them apart.
for (const [last, shown] of [
  ['is', 'It is '],
  ['rather', 'It is rather '],
  ['warm', 'It is rather warm '],
  ['there', 'It is rather warm there.'],
] as const) {
  test.describe(`an answer up to "${last}"`, () => {
    test.use({ cassette: 'words' });

    test('does not go on with that of another test', async ({ page, playhead }) => {
      await ask(page);
      await playhead.until(new RegExp(last));
      expect(await answerOf(page)).toBe(shown);
      await playhead.finish();
      expect(await answerOf(page)).toBe('It is rather warm there.');
    });
  });
}
