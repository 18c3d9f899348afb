import type { Page } from '@playwright/test';
import { expect, test } from '../support/demo-app/fixtures.ts';
import { cassette, interaction } from '../support/handmade.ts';
import { QUESTION, thinking } from '../support/demo-app/answer.ts';

const ANSWER =
  'See [the page](https://example.com):\n\n```js\nadd(2, 3);\n```\n\n| a |\n|---|\n| 1 |\n';

test.use({
  cassette: cassette(interaction(QUESTION, thinking(['Easy.'], ANSWER))),
  pace: 'manual',
});

test('every control can be reached and used by keyboard', async ({ page, chat, playhead }) => {
  await page.goto('/');
  await expect(page.getByRole('textbox', { name: 'Message' }), 'ready to type').toBeFocused();
  await page.keyboard.press('Shift+Tab');
  await page.keyboard.press('Shift+Tab');
  await page.keyboard.press('Shift+Tab');
  await expectVisibleFocus(page);
  await page.getByLabel('API key').fill('a key');
  await page.getByRole('textbox', { name: 'Message' }).focus();

  await page.keyboard.type(QUESTION);
  await page.keyboard.press('Enter');
  const stream = await playhead.nextStream();
  expect(await focusOf(page), 'while it waits').toBe('TEXTAREA Message');
  await stream.until('text');
  expect(await focusOf(page), 'while it streams').toBe('TEXTAREA Message');
  await stream.finish();
  await chat.finish(1);
  expect(await focusOf(page), 'when it is done').toBe('TEXTAREA Message');

  // From the top of the page on, each stop can be seen and is where it is expected.
  await page.getByRole('combobox', { name: 'Provider' }).focus();
  const stops: string[] = [];
  while (stops.length < 15) {
    await expectVisibleFocus(page);
    stops.push(await focusOf(page));
    if (stops.at(-1) === 'TEXTAREA Message') break;
    await page.keyboard.press('Tab');
  }
  expect(stops).toEqual([
    'SELECT Provider',
    'INPUT API key',
    'MAIN',
    'BUTTON Edit',
    'SUMMARY',
    'A the page',
    'BUTTON Copy code',
    'PRE add(2, 3);',
    'DIV a1',
    'BUTTON Copy',
    'BUTTON Regenerate',
    'TEXTAREA Message',
  ]);
});

test('reasoning opens and closes by key and keeps the focus', async ({ page, chat, playhead }) => {
  await chat.open();
  await chat.send(QUESTION);
  await (await playhead.nextStream()).finish();
  const details = chat.answers.locator('details');
  await details.locator('summary').focus();
  await page.keyboard.press('Enter');
  await expect(details).toHaveAttribute('open');
  await page.keyboard.press('Space');
  await expect(details).not.toHaveAttribute('open');
  await expect(details.locator('summary')).toBeFocused();
});

test('nothing moves with reduced motion', async ({ page, chat, playhead }) => {
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await chat.open();
  await chat.send(QUESTION);
  const stream = await playhead.nextStream();
  const moving = () => page.evaluate(() => document.getAnimations().length);
  expect(await moving(), 'waiting').toBe(0);
  await stream.step();
  expect(await moving(), 'thinking').toBe(0);
  await page.emulateMedia({ reducedMotion: 'no-preference' });
  expect(await moving(), 'else it does').toBeGreaterThan(0);
});

/** Gives the tag and the name of the focused element. */
function focusOf(page: Page): Promise<string> {
  return page.evaluate(() => {
    const { activeElement: at } = document;
    if (!at) return '';
    const label = at.closest('label')?.querySelector('span')?.textContent;
    const words = ['MAIN', 'SUMMARY'].includes(at.tagName) ? '' : at.textContent;
    const name = at.getAttribute('aria-label') ?? label ?? words;
    return `${at.tagName} ${name.replaceAll(/\s/g, ' ').trim()}`.trim();
  });
}

async function expectVisibleFocus(page: Page): Promise<void> {
  const { width, inside } = await page.evaluate(() => {
    const at = document.activeElement!;
    const box = at.getBoundingClientRect();
    const { outlineStyle, outlineWidth } = getComputedStyle(at);
    const seen = box.bottom > 0 && box.top < innerHeight && box.width > 0;
    return { width: outlineStyle === 'none' ? 0 : Number.parseFloat(outlineWidth), inside: seen };
  });
  expect(width, await focusOf(page)).toBeGreaterThanOrEqual(2);
  expect(inside, await focusOf(page)).toBe(true);
}
