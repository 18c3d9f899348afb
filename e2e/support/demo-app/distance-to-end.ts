import type { Page } from '@playwright/test';

/** How far the end is below what is in sight, in pixels. */
export function belowOf(page: Page): Promise<number> {
  return page
    .getByRole('main')
    .evaluate((box) => box.scrollHeight - box.clientHeight - box.scrollTop);
}
