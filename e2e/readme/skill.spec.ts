import type { Page } from '@playwright/test';
import { chatCassette, expect, test } from 'playhead/playwright';

const question = 'Do I need a coat in Florence?';
const answer = ['Let me ', 'think. ', 'No, it is hot.'];

/** Uses the app as a person does: replace these lines by those of your app. */
async function ask(page: Page) {
  await page.goto('/');
  await page.getByLabel('API key').fill('any');
  await page.getByLabel('Message').fill(question);
  await page.getByRole('button', { name: 'Send' }).click();
}

test.describe('an answer', () => {
  test.use({ cassette: chatCassette([[question, answer]]), pace: 'manual' });

  test('is shown while it comes', async ({ page, playhead }) => {
    await ask(page);
    const log = page.getByRole('log');
    await playhead.until(/think/); // sent, read and rendered: look once, do not retry
    expect(await log.textContent()).toContain('Let me think.');
    expect(await log.textContent()).not.toContain('hot');
    await expect(page.getByRole('button', { name: 'Stop' })).toBeVisible();
    await playhead.finish();
    await expect(log).toShowTranscript(playhead.transcript);
  });

  test('stays as it is when the user stops it', async ({ page, playhead }) => {
    await ask(page);
    await playhead.until(/think/);
    await page.getByRole('button', { name: 'Stop' }).click();
    await playhead.waitForAbort(); // the app has cancelled the request
    await expect(page.getByRole('log')).toShowTranscript(playhead.transcript);
    await expect(page.getByRole('alert')).toHaveCount(0);
  });

  test('can be had after a lost connection', async ({ page, playhead }) => {
    await ask(page);
    await playhead.until(/think/);
    await playhead.fail(); // { type: 'disconnect' }
    await expect(page.getByRole('alert')).toBeVisible();
    expect(await page.getByRole('log').textContent()).toContain('Let me think.');
    await page.getByRole('button', { name: 'Try again' }).click();
    const retry = await playhead.nextStream(); // it gets the recording
    await retry.finish();
    await expect(page.getByRole('log')).toShowTranscript(playhead.transcript);
  });
});

test.describe('a tool call', () => {
  const weather = { name: 'weather', arguments: { location: 'Florence,Italy' }, result: '40 C' };
  const answers = [{ toolCalls: [weather] }, 'No, it is hot.'];
  test.use({ cassette: chatCassette([[question, answers]]), pace: 'manual' });

  test('has a card before its result is there', async ({ page, playhead }) => {
    await ask(page);
    const call = await playhead.nextStream();
    await call.until('tool-call');
    const card = page.getByRole('group', { name: 'weather' });
    await expect(card).toBeVisible();
    expect(await card.textContent()).not.toContain('40 C');
    await call.finish(); // the app runs the tool, and asks again with its result
    const reply = await playhead.nextStream();
    await reply.finish();
    await expect(page.getByRole('log')).toShowTranscript(playhead.transcript);
  });
});
