import type { Locator } from '@playwright/test';
import { expect, test } from '../support/demo-app/fixtures.ts';
import { cassette, event, interaction } from '../support/handmade.ts';
import { QUESTION, thinking } from '../support/demo-app/answer.ts';

test.describe('an answer after reasoning', () => {
  const events = thinking(['First, **two', '** and three.'], 'It is 5.');
  test.use({ cassette: cassette(interaction(QUESTION, events)), pace: 'manual' });

  test('shows Thinking while it reasons and Thought afterwards', async ({
    page,
    chat,
    playhead,
  }) => {
    await chat.open();
    await chat.send(QUESTION);
    const stream = await playhead.nextStream();
    await stream.step();
    const details = chat.answers.locator('details');
    const summary = details.locator('summary');
    await expect(summary).toHaveText('Thinking…');
    await expect(chat.answers.locator(':scope > *'), 'no empty bubble').toHaveCount(1);
    await expect(page.getByText('Waiting for the answer')).toHaveCount(0);
    await expectHidden(details.locator('strong'));

    await summary.press('Enter');
    await expect(details.locator('strong')).toBeVisible();
    await stream.step();
    expect(await details.innerText()).toContain('First, two and three.');

    await stream.until('text');
    await expect(summary).toHaveText('Thought');
    await expect(details, 'it stays as the reader left it').toHaveAttribute('open');
    await stream.finish();
    await expect(chat.answers.getByText('It is 5.')).toBeVisible();
  });
});

test.describe('encrypted or blank reasoning', () => {
  const secret = { reasoning_details: [{ type: 'reasoning.encrypted', data: 'abcdef' }] };
  const events = [event({ ...secret, reasoning_content: '' }), event({ reasoning_content: ' \n' })];
  test.use({
    cassette: cassette(interaction(QUESTION, [...events, ...thinking([], 'It is 5.')])),
  });

  test('shows nothing', async ({ chat }) => {
    await chat.open();
    await chat.ask(QUESTION);
    await expect(chat.answers).toContainText('It is 5.');
    await expect(chat.answers.locator('details')).toHaveCount(0);
  });
});

test.describe('reasoning between two pieces of the answer', () => {
  const events = [event({ content: 'One. ' }), ...thinking(['Now two.'], 'Two.')];
  test.use({ cassette: cassette(interaction(QUESTION, events)), pace: 'manual' });

  test('stands before the joined answer', async ({ chat, playhead }) => {
    await chat.open();
    await chat.send(QUESTION);
    const stream = await playhead.nextStream();
    await stream.until('reasoning');
    await expect(chat.answers.locator('summary')).toHaveText('Thinking…');
    await stream.finish();
    await expect(chat.answers.locator('summary')).toHaveText('Thought');
    await expect(chat.answers.locator(':scope > .markdown')).toHaveText('One. Two.');
    await expect(chat.answers.locator(':scope > *').first()).toHaveJSProperty('tagName', 'DETAILS');
  });
});

async function expectHidden(locator: Locator): Promise<void> {
  await expect(locator).toHaveCount(1);
  await expect(locator).toBeHidden();
}
