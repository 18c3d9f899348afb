import type { Page } from '@playwright/test';
import { expect, test } from 'playhead/playwright';
import { answer, ask, openChat } from './chat-page.ts';

test.use({ cassette: answer, pace: 'manual', viewport: { width: 600, height: 400 } });

const FOLLOWS_ALWAYS = 'answer.firstChild.data = text; log.scrollTop = log.scrollHeight';

for (const [what, each, jumps] of [
  ['lets the reader go is no jump', 'show(text)', 0],
  ['pulls the reader back is a jump', FOLLOWS_ALWAYS, 1],
] as const) {
  test(`a page that ${what}`, async ({ page, playhead }) => {
    await openChat(page, each);
    const recording = await playhead.record(page.getByRole('log'));
    await ask(page);
    await playhead.step(10);
    await scrollUp(page);
    await playhead.finish();
    expect((await recording.figures()).scrollJumps).toBe(jumps);
    await expect(recording).toStreamWell({ scrollJumps: jumps });
  });
}

test('who asks again may be led to the end', async ({ page, playhead }) => {
  await openChat(page, FOLLOWS_ALWAYS);
  const recording = await playhead.record(page.getByRole('log'));
  await scrollUp(page);
  await ask(page);
  await playhead.finish();
  await expect(recording).toStreamWell();
});

/** Scrolls as a reader does, and waits until the view has come to rest there. */
async function scrollUp(page: Page): Promise<void> {
  const log = page.getByRole('log');
  const ended = log.evaluate((element) => {
    const top = element.scrollTop;
    return new Promise<void>((resolve) =>
      element.addEventListener('scrollend', () => {
        if (element.scrollTop < top) resolve();
      }),
    );
  });
  await log.hover();
  await page.mouse.wheel(0, -50);
  await ended;
}
