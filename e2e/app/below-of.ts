import type { Page } from '@playwright/test';

/**
 * How far the end is below what is in sight, in pixels. The app follows a change of size, which the
 * browser tells in the next frame.
 */
export function belowOf(page: Page): Promise<number> {
  return page.getByRole('main').evaluate(async (box) => {
    for (let frame = 0; frame < 2; frame++) await new Promise(requestAnimationFrame);
    return box.scrollHeight - box.clientHeight - box.scrollTop;
  });
}
