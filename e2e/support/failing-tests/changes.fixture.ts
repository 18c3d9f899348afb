import type { Page } from '@playwright/test';
import { openPage, ORIGIN } from '../pages/blank.ts';
import { cassette, interaction, question, textEvents } from '../handmade.ts';
import { expect, test } from './test.ts';

// Not part of the suite: changes.spec.ts runs these with one prompt and another.

const PROMPT = process.env['PROMPT']!;

const recorded = (text: string) => {
  const made = interaction(text, textEvents('Hello'));
  const system = { role: 'system', content: 'You are an assistant.\nBe kind.\nBe brief.' };
  const body = JSON.parse(question(text)) as { messages: object[] };
  const sent = { ...body, model: 'gpt-5', messages: [system, ...body.messages] };
  return { ...made, request: { ...made.request, body: JSON.stringify(sent) } };
};

test.use({ cassette: cassette(recorded('Hi'), recorded('Bye')), baseURL: ORIGIN });

/** Asks as an app does whose prompt and model were changed, and whose clock runs. */
async function askChanged(page: Page, text: string, more: object = {}): Promise<void> {
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
  await askChanged(page, 'Hi', { user: `user-${Date.now()}` });
  await askChanged(page, 'Bye', { temperature: 0.7 });
  expect(playhead.requests).toMatchRecording();
});

test('compares one request after the other', async ({ page, playhead }) => {
  await askChanged(page, 'Hi');
  expect.soft(playhead.requests).toMatchRecording();
  await askChanged(page, 'Bye', { seed: Date.now() });
  expect.soft(playhead.requests.slice(1)).toMatchRecording({ ignore: ['seed'] });
  const named = { name: 'the second', mask: [/\d{13}/, /Be \w+/] };
  expect(playhead.requests.slice(1)).toMatchRecording(named);
});

test('compares until it passes', async ({ page, playhead }) => {
  await askChanged(page, 'Hi');
  await askChanged(page, 'Bye');
  const look = () => expect(playhead.requests).toMatchRecording();
  await expect(look).toPass({ timeout: 300, intervals: [50] });
  expect(playhead.requests).not.toMatchRecording({ name: 'the second' });
});

test('sends what was recorded', async ({ page, playhead }) => {
  for (const { request } of [recorded('Hi'), recorded('Bye')]) {
    await page.evaluate((body) => ask('a', '', { body }), request.body);
  }
  expect(playhead.requests).toMatchRecording();
});
