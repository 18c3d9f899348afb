import { expect, type Page, test } from '@playwright/test';

const WEATHER = 'I look.weather: 21 °CIt is rather warm there.';

const answers = (page: Page) => page.getByRole('article', { name: 'assistant' });

async function ask(page: Page, text: string): Promise<void> {
  await page.getByLabel('Message').fill(text);
  await page.getByRole('button', { name: 'Send' }).click();
}

test('answers one question after the other, and each tool with what follows it', async ({
  page,
}) => {
  await page.goto('/');
  for (const shown of [WEATHER, 'Hello there!', 'Goodbye!']) {
    await ask(page, 'What can you do?');
    await expect(answers(page).last()).toHaveText(shown);
    await expect(page.getByRole('log')).toHaveAttribute('aria-busy', 'false');
  }
  await ask(page, 'Again, please.');
  await expect(answers(page)).toHaveText([WEATHER, 'Hello there!', 'Goodbye!', /./]);
  await expect(page.getByRole('alert')).toBeHidden();
});

test('begins anew after an answer that was stopped', async ({ page }) => {
  await page.goto('/');
  await ask(page, 'What can you do?');
  await expect(answers(page)).toContainText('I look.');
  await page.getByRole('button', { name: 'Stop' }).click();
  await expect(page.getByRole('log')).toHaveAttribute('aria-busy', 'false');
  await ask(page, 'Something else.');
  await expect(answers(page).last()).toHaveText('Hello there!');
});
