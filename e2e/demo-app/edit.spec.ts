import type { Locator } from '@playwright/test';
import { cassette, interaction, textEvents } from '../support/handmade.ts';
import { expect, test } from '../support/demo-app/fixtures.ts';

const ENDPOINT = 'https://api.groq.com/openai/v1/chat/completions';

const ask = (text: string, ...answer: string[]) => {
  const made = interaction(text, textEvents(...answer));
  return { ...made, request: { ...made.request, url: ENDPOINT } };
};

test.use({
  cassette: cassette(ask('One', 'First', ' answer'), ask('Eins', 'Erste', ' Antwort')),
  repeat: true,
  unused: 'ignore',
});

const editOf = (message: Locator) => message.getByRole('button', { name: 'Edit' });
const boxOf = (message: Locator) => message.getByRole('textbox', { name: 'Edit message' });

test('Enter cuts the conversation there and sends the new text', async ({ page, chat }) => {
  await chat.open('groq');
  await chat.ask('One');
  const question = chat.messages.first();
  await question.hover();
  await editOf(question).click();
  await expect(boxOf(question)).toBeFocused();
  await expect(boxOf(question)).toHaveValue('One');
  await boxOf(question).fill('Eins');
  await page.keyboard.press('Enter');
  await expect(chat.messages).toHaveText(['Eins', 'Erste Antwort']);
  await expect(chat.box).toBeFocused();
});

test('Escape cancels and returns the focus to the button', async ({ page, chat }) => {
  await chat.open('groq');
  await chat.ask('One');
  const question = chat.messages.first();
  await editOf(question).focus();
  await expect(editOf(question)).toHaveCSS('opacity', '1');
  await page.keyboard.press('Enter');
  await boxOf(question).fill('Something else');
  await page.keyboard.press('Escape');
  await expect(editOf(question)).toBeFocused();
  await expect(chat.messages).toHaveText(['One', 'First answer']);
});

test('the buttons do the same, and an empty text cannot be saved', async ({ chat }) => {
  await chat.open('groq');
  await chat.ask('One');
  const question = chat.messages.first();
  await editOf(question).click();
  await boxOf(question).fill('  ');
  await expect(question.getByRole('button', { name: 'Save' })).toBeDisabled();
  await question.getByRole('button', { name: 'Cancel' }).click();
  await editOf(question).click();
  await expect(boxOf(question)).toHaveValue('One');
  await boxOf(question).fill('Eins');
  await question.getByRole('button', { name: 'Save' }).dblclick();
  await expect(chat.messages).toHaveText(['Eins', 'Erste Antwort']);
});

test.describe('while an answer streams', () => {
  test.use({ pace: 'manual' });

  test('an edit stops the answer first', async ({ page, chat, playhead }) => {
    await chat.open('groq');
    await chat.send('One');
    const old = await playhead.nextStream();
    await old.until('text');
    const question = chat.messages.first();
    await editOf(question).click();
    await boxOf(question).fill('Eins');
    await page.keyboard.press('Enter');
    expect(await old.waitForAbort()).toMatchObject({ by: 'app' });
    const next = await playhead.nextStream();
    await expect(chat.messages).toHaveText(['Eins']);
    await expect(chat.box).toBeFocused();
    await next.finish();
    await expect(chat.messages).toHaveText(['Eins', 'Erste Antwort']);
  });

  test('Escape in the edit box does not stop the answer', async ({ page, chat, playhead }) => {
    await chat.open('groq');
    await chat.send('One');
    const stream = await playhead.nextStream();
    await stream.until('text');
    await editOf(chat.messages.first()).click();
    await page.keyboard.press('Escape');
    await stream.finish();
    await expect(chat.messages).toHaveText(['One', 'First answer']);
  });
});
