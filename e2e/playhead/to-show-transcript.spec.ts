import type { Page } from '@playwright/test';
import type { Transcript } from 'playhead';
import { expect, test } from '../support/demo-app/fixtures.ts';

const TRANSCRIPT: Transcript = { turns: [{ role: 'user', text: 'Add **2** and 3' }] };
const shown = (text: string) => `<div role="log"><p>${text}</p></div>`;
/** Allows a busy machine one look, where what is missing does not come. */
const timeout = 700;
const IN_SHADOW = shown('<template shadowrootmode="open"><b>Add</b> 2 <i>and 3</i></template>');

test('text in shadow roots is shown', async ({ page }) => {
  await page.goto(`data:text/html,${encodeURIComponent(IN_SHADOW)}`);
  await expect(page.getByRole('log')).toShowTranscript(TRANSCRIPT);
});

for (const [what, html, message] of [
  ['words that are missing', shown('Add 2'), 'Missing: turn 1, user: "Add **2** and 3"\nShown: '],
  ['two elements', shown('').repeat(2), 'resolved to 2 elements'],
  ['no element', '', "waiting for getByRole('log')"],
] as const) {
  test(`the error names ${what}`, async ({ page }) => {
    await page.setContent(html);
    const log = page.getByRole('log');
    await expect(expect(log).toShowTranscript(TRANSCRIPT, { timeout })).rejects.toThrow(message);
  });
}

test('it waits as long as its expect is configured to', async ({ page }) => {
  await page.setContent(shown('Add 2'));
  const hasty = expect.configure({ timeout })(page.getByRole('log'));
  await expect(hasty.toShowTranscript(TRANSCRIPT)).rejects.toThrow(
    'the transcript within 0.7 s.\nMissing',
  );
});

test('.not rejects as well when the locator cannot be resolved', async ({ page }) => {
  await page.setContent(shown('').repeat(2));
  const look = expect(page.getByRole('log')).not.toShowTranscript(TRANSCRIPT, { timeout });
  await expect(look).rejects.toThrow('resolved to 2 elements');
});

test.describe('an answer that calls a tool twice', () => {
  const call = { name: 'get_weather', argumentsText: '{"city":"Rome"}', result: '{"temp":"40c"}' };
  const answer = { role: 'assistant', reasoning: '', text: '', toolCalls: [call, call] } as const;
  const turns: Transcript['turns'] = [{ ...answer, toolCalls: [...answer.toolCalls] }];
  const card = '<div class="card">get_weather <b>Rome</b> 40C</div>';
  const look = (page: Page, html: string, options: object = {}) => {
    const log = page.getByRole('log');
    return page
      .setContent(shown(html))
      .then(() => expect(log).toShowTranscript({ turns }, options));
  };

  test('is shown by two equal cards', ({ page }) => look(page, card.repeat(2)));

  test('is not shown by three', async ({ page }) => {
    await expect(look(page, card.repeat(3), { timeout })).rejects.toThrow(
      'Shown too often: 3 equal cards of the tool call get_weather, which was made 2 times',
    );
  });

  test('is shown by cards that show its name more than once', async ({ page }) => {
    const wordy = '<div class="card"><b>get_weather</b><b>get_weather</b> of Rome: 40C</div>';
    await look(page, wordy.repeat(2));
  });

  test('is not shown by cards in a shadow tree, one of them drawn twice', async ({ page }) => {
    const html = `<template shadowrootmode="open">${card.repeat(3)}</template>`;
    await page.goto(`data:text/html,${encodeURIComponent(shown(`<x-log>${html}</x-log>`))}`);
    const log = page.getByRole('log');
    await expect(expect(log).toShowTranscript({ turns }, { timeout })).rejects.toThrow(
      '3 equal cards',
    );
  });

  test('is not shown without its results, unless the UI has none', async ({ page }) => {
    const silent = card.replace('40C', '').repeat(2);
    await expect(look(page, silent, { timeout })).rejects.toThrow(
      'the result of get_weather, "{\\"temp',
    );
    await look(page, silent, { toolResults: false });
  });
});

test('an answer is not shown without its last characters', async ({ page }) => {
  await page.setContent(shown('Add 2 and 3'));
  const turns: Transcript['turns'] = [{ role: 'user', text: 'Add **2** and 3!' }];
  const log = page.getByRole('log');
  await expect(expect(log).toShowTranscript({ turns }, { timeout })).rejects.toThrow(
    'the "!" that ends "Add **2** and 3!"',
  );
});
