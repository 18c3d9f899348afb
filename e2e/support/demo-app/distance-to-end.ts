import type { Page } from '@playwright/test';

/** Measures how far the end of the conversation is below the visible part, in pixels. */
export function distanceToEnd(page: Page): Promise<number> {
  return page
    .getByRole('main')
    .evaluate((box) => box.scrollHeight - box.clientHeight - box.scrollTop);
}
