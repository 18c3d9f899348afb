import { expect, test } from 'playhead/playwright';
import type { Page } from '@playwright/test';
import { openPage, ORIGIN } from '../pages/blank.ts';
import { cassette, interaction, question, words } from '../handmade.ts';

// Not part of the suite: changes.spec.ts runs these with one prompt and another.

const PROMPT = process.env['PROMPT'] ?? 'Be kind.';

const recorded = (text: string) => {
  const made = interaction(text, words('Hello'));
  const system = { role: 'system', content: 'You are an assistant.\nBe kind.\nBe brief.' };
  const body = JSON.parse(question(text)) as { messages: object[] };
  const sent = { ...body, model: 'gpt-5', messages: [system, ...body.messages] };
  return { ...made, request: { ...made.request, body: JSON.stringify(sent) } };
};

test.use({ cassette: cassette(recorded('Hi'), recorded('Bye')), baseURL: ORIGIN });

/** Asks as an app does whose prompt and model were changed, and whose clock runs. */
async function askWith(page: Page, text: string, more: object = {}): Promise<void> {
  const content = `You are an assistant.\n${PROMPT}\nBe brief.`;
  const messages = [
    { role: 'system', content },
    { role: 'user', content: text },
  ];
  const body = JSON.stringify({ stream: true, model: 'gpt-6', messages, ...more });
  await page.evaluate((sent) => ask('a', '', { body: sent }), body);
}

test.beforeEach(({ page }) => openPage(page));

test('compares all requests', async ({ page, playhead }) => {
  await askWith(page, 'Hi', { user: `user-${Date.now()}` });
  await askWith(page, 'Bye', { temperature: 0.7 });
  expect(playhead.requests).toMatchRecording();
});

test('compares one request after the other', async ({ page, playhead }) => {
  await askWith(page, 'Hi');
  expect.soft(playhead.requests).toMatchRecording();
  await askWith(page, 'Bye');
  expect.soft(playhead.requests.slice(1)).toMatchRecording();
  expect(playhead.requests.slice(1)).toMatchRecording({ name: 'the second', ignore: ['model'] });
});

test('compares until it passes', async ({ page, playhead }) => {
  await askWith(page, 'Hi');
  await askWith(page, 'Bye');
  const look = () => expect(playhead.requests).toMatchRecording();
  await expect(look).toPass({ timeout: 500, intervals: [50] });
});

test('polls', async ({ page, playhead }) => {
  await askWith(page, 'Hi');
  await askWith(page, 'Bye');
  await expect.poll(() => playhead.requests, { timeout: 500 }).toMatchRecording();
});

test('expects another change', async ({ page, playhead }) => {
  await askWith(page, 'Hi');
  await askWith(page, 'Bye');
  expect(playhead.requests).not.toMatchRecording({ name: 'one request' });
});

test('sends what was recorded', async ({ page, playhead }) => {
  for (const { request } of [recorded('Hi'), recorded('Bye')]) {
    // oxlint-disable-next-line no-await-in-loop -- one after the other
    await page.evaluate((body) => ask('a', '', { body }), request.body as string);
  }
  expect(playhead.requests).toMatchRecording();
});
