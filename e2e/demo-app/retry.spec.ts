import type { Page } from '@playwright/test';
import { cassetteNamed } from '../support/cassettes.ts';
import { type Chat, REGENERATE } from '../support/demo-app/chat.ts';
import { expect, test } from '../support/demo-app/fixtures.ts';
import { playAnswer } from '../support/demo-app/expect-recorded-answer.ts';

const recorded = cassetteNamed('handmade/openai-chat/no-done');
const { provider, prompt } = recorded;
const NOW = new Date('2025-03-01T12:00:00Z');

test.use({ cassette: recorded.name, pace: 'manual', repeat: true, unused: 'ignore' });

async function ask(chat: Chat): Promise<void> {
  await chat.open(provider);
  await chat.send(prompt);
}

/** Stops the clock, which the spec moves from here on. */
async function stopClock({ clock }: Page): Promise<void> {
  await clock.install({ time: NOW.getTime() - 60_000 });
  await clock.pauseAt(NOW);
}

const WAITS: [string, number, Record<string, string>][] = [
  ['seconds', 429, { 'retry-after': '7' }],
  ['a date', 503, { 'retry-after': 'Sat, 01 Mar 2025 12:00:07 GMT' }],
  ['exact milliseconds', 429, { 'retry-after-ms': '6100', 'retry-after': '60' }],
];

for (const [how, status, headers] of WAITS) {
  test(`counts down a wait given as ${how}`, async ({ page, chat, playhead }) => {
    await stopClock(page);
    await ask(chat);
    await playhead.fail({
      type: 'status',
      status,
      headers,
      body: '{"error":{"message":"slow down"}}',
    });
    await expect(chat.alert).toContainText(
      `(${status}). Slow down. Wait 7 seconds, then try again.`,
    );
    const message = await chat.alert.textContent();

    await expect(chat.retryButton).toHaveText('Try again in 7 s');
    await expect(chat.retryButton).toHaveAttribute('aria-disabled', 'true');
    await chat.retryButton.focus();
    await page.keyboard.press('Enter');
    await page.clock.runFor(3000);
    await expect(chat.retryButton).toHaveText('Try again in 4 s');
    await expect(chat.status).toHaveCount(0);
    await page.clock.runFor(4000);
    await expect(chat.retryButton).toHaveText('Try again');
    await expect(chat.retryButton).toHaveAttribute('aria-disabled', 'false');
    await expect(chat.retryButton).toBeFocused();
    await expect(chat.status).toHaveText('You can try again now.');
    expect(await chat.alert.textContent(), 'what is announced does not count').toBe(message);
    expect(playhead.requests).toHaveLength(1);

    await page.keyboard.press('Enter');
    await playAnswer({ page, chat, playhead }, recorded);
  });
}

test('a failure without a wait can be retried at once, again and again', async ({
  page,
  chat,
  playhead,
}) => {
  await ask(chat);
  for (const fault of [
    { type: 'status', status: 500 },
    { type: 'disconnect' },
    { type: 'status', status: 529 },
  ] as const) {
    await playhead.fail(fault);
    await expect(chat.alert).toBeVisible();
    await expect(chat.messages).toHaveCount(1);
    await expect(chat.retryButton).toHaveCount(1);
    await chat.retryButton.dblclick();
    await expect(chat.alert).toHaveCount(0);
  }
  await playAnswer({ page, chat, playhead }, recorded);
  expect(playhead.requests).toHaveLength(4);
});

test('partial text stays until the new answer begins', async ({ page, chat, playhead }) => {
  await ask(chat);
  const broken = await playhead.nextStream();
  await broken.until('text');
  await broken.fail({ type: 'disconnect' });
  await expect(chat.alert).toContainText('The connection was lost. The partial answer is kept.');
  await expect(chat.answers).toHaveText(['Hello']);

  await chat.retryButton.click();
  const refused = await playhead.nextStream();
  await expect(chat.answers).toHaveText(['Hello']);
  await refused.fail({ type: 'status', status: 503 });
  await expect(chat.alert).toContainText('is unavailable');
  await expect(chat.answers, 'a retry that fails at once loses nothing').toHaveText(['Hello']);

  await chat.retryButton.click();
  const whole = await playhead.nextStream();
  await whole.step(1);
  await expect(chat.answers).toHaveText(['Hello']);
  await whole.finish();
  await expect(chat.answers).toHaveText(['Hello there!']);
  await expect(page.getByRole('log')).toShowTranscript(recorded);
});

test('a finished answer can be regenerated', async ({ page, chat, playhead }) => {
  await ask(chat);
  await playhead.finish();
  await chat.finish(1);
  await chat.retryButton.click();
  const stream = await playhead.nextStream();
  await expect(chat.box).toBeFocused();
  await expect(chat.retryButton).toHaveCount(0);
  await stream.finish();
  await expect(chat.retryButton).toHaveText(REGENERATE);
  await expect(page.getByRole('log')).toShowTranscript(recorded);
  await expect(chat.answers).toHaveCount(1);
});

test('a new question replaces a failure', async ({ page, chat, playhead }) => {
  await ask(chat);
  await playhead.fail({ type: 'status', status: 429, headers: { 'retry-after': '60' } });
  await expect(chat.alert).toBeVisible();
  await chat.send(prompt);
  await playAnswer({ page, chat, playhead }, recorded);
});

test('a rejected API key says to check it, and offers no retry', async ({ chat, playhead }) => {
  await ask(chat);
  await playhead.fail({ type: 'status', status: 401, body: '' });
  await expect(chat.alert).toContainText('rejected the API key (401). Check the API key.');
  await expect(chat.retryButton).toHaveText(REGENERATE);
});

test('silence is reported until something arrives', async ({ page, chat, playhead }) => {
  const silence = 'No response for 20 seconds. Wait, or stop and try again.';
  await stopClock(page);
  await ask(chat);
  const stream = await playhead.nextStream();
  await page.clock.runFor(19_000);
  await expect(chat.status).toHaveCount(0);
  await page.clock.runFor(1000);
  await expect(chat.status, 'before the first event').toHaveText(silence);
  await stream.until('text');
  await expect(chat.status).toHaveCount(0);
  await page.clock.runFor(20_000);
  await expect(chat.status, 'in mid-stream').toHaveText(silence);
  await expect(chat.alert).toHaveCount(0);
  await chat.stopButton.click();
  await expect(chat.status).toHaveCount(0);
});
