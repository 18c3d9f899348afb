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
    await expect(page.getByRole('log')).toShowTranscript(playhead.transcript);
    expect(playhead.requests).toBeAccepted();
  });

  test('cancels the request when the reader stops', async ({ page, playhead }) => {
    await ask(page);
    await playhead.until(/rather/);
    await page.getByRole('button', { name: 'Stop' }).click();
    expect((await playhead.waitForAbort()).by).toBe('app');
    await expect(page.getByRole('alert')).toBeHidden();
  });
});

test.describe('too many requests', () => {
  test.use({
    cassette: chatCassette([[QUESTION, 'Warm.']]),
    faults: { type: 'status', status: 429 },
  });

  test('are sent again by the SDK', async ({ page, playhead }) => {
    await ask(page);
    await playhead.step(0); // the SDK reads no more of it than the status
    const again = await playhead.nextStream();
    await again.finish();
    await expect(page.getByRole('article')).toHaveText('Warm.');
  });
});

test.describe('a tool', () => {
  const weather = { name: 'weather', arguments: ['{"city":', '"Oslo"}'], result: '21 °C in Oslo' };
  test.use({ cassette: chatCassette([[QUESTION, [{ toolCalls: [weather] }, { text: 'Warm.' }]]]) });

  test('is run by the page once its arguments are there', async ({ page, playhead }) => {
    await ask(page);
    await playhead.until({ type: 'tool-arguments', text: '"Oslo"}' });
    await expect(page.getByText('21 °C')).toBeHidden();
    await playhead.finish();
    const second = await playhead.nextStream();
    await expect(page.getByText('21 °C in Oslo')).toBeVisible();
    await second.finish();
    await expect(page.getByRole('log')).toShowTranscript(playhead.transcript);
  });
});
