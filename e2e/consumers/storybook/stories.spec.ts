import { expect, type Page, test } from '@playwright/test';

/** What a person sees of each story. */
const STORIES = {
  'tool-call': ['weather: is called'],
  'half-an-answer': ['weather: 40 C', 'It is 40 C'],
  overloaded: ['The model has answered 529.'],
  done: ['weather: 40 C', 'It is 40 C in Florence.'],
};

for (const [name, lines] of Object.entries(STORIES)) {
  test(`the story ${name} is the same picture each time`, async ({ page }) => {
    const first = await show(page, name, lines);
    const second = await show(page, name, lines);
    expect(second.equals(first)).toBe(true);
  });
}

async function show(page: Page, name: string, lines: string[]): Promise<Buffer> {
  await page.goto(`/iframe.html?id=answer--${name}&viewMode=story`);
  const answer = page.getByRole('article');
  await expect(answer.getByRole('paragraph').or(answer.getByRole('alert'))).toHaveText(
    name === 'tool-call' ? [...lines, ''] : lines,
  );
  if (name === 'done') await expect(answer).toHaveAttribute('data-state', 'done');
  return page.screenshot();
}
