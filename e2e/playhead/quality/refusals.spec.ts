import type { Page } from '@playwright/test';
import type { PlayheadError } from 'playhead';
import { expect, type StreamBudgets, type QualityWatch, test } from 'playhead/playwright';
import { answer, ask, openChat } from '../../support/pages/chat-page.ts';

test.use({ cassette: answer, pace: 'manual', unused: 'ignore' });

const ENDS: [what: string, end: (page: Page) => Promise<unknown>, said: string][] = [
  ['goes elsewhere', (page) => page.goto('about:blank'), 'the page went to about:blank'],
  ['is closed', (page) => page.close(), 'the page was closed'],
  [
    'loses the element',
    (page) => page.getByRole('log').evaluate((log) => log.remove()),
    'the element has left the page. Record an element that stays, such as the one around it.',
  ],
];

for (const [what, end, said] of ENDS) {
  test(`a page that ${what} is no budget`, async ({ page, playhead }) => {
    await openChat(page);
    const recording = await playhead.record(page.getByRole('log'));
    await ask(page);
    await playhead.finish();
    await end(page);
    for (const matcher of [expect(recording), expect(recording).not]) {
      // oxlint-disable-next-line no-await-in-loop -- one after another
      await expect(matcher.toStreamWell()).rejects.toThrow(
        `Cannot judge how getByRole('log') streamed: ${said}`,
      );
    }
  });
}

test('nothing is judged before something has been sent', async ({ page, playhead }) => {
  await openChat(page);
  const recording = await playhead.record(page.getByRole('log'));
  await ask(page);
  await playhead.nextStream();
  await expect(expect(recording).toStreamWell()).rejects.toThrow(
    'nothing has been sent meanwhile. Record first',
  );
  await playhead.step();
  await expect(recording).toStreamWell();
});

test('what another page has been sent does not count', async ({ page, context, playhead }) => {
  await openChat(page);
  const recording = await playhead.record(page.getByRole('log'));
  const other = await context.newPage();
  await openChat(other);
  await ask(other);
  await playhead.finish();
  await expect(recording.metrics()).rejects.toThrow('nothing has been sent meanwhile');
});

test('what is no recording is refused', async ({ page, playhead }) => {
  await openChat(page);
  const recording = playhead.record(page.getByRole('log'));
  await expect(expect(recording as unknown as QualityWatch).toStreamWell()).rejects.toThrow(
    'this is no recording. Give what `await playhead.record(locator)` gives.',
  );
  await recording;
});

for (const [budgets, said] of [
  [{ layoutShift: NaN }, 'Invalid layoutShift: expected a number from 0, got NaN.'],
  [{ layoutShifts: 1 }, 'Unknown budget "layoutShifts". Did you mean "layoutShift"?'],
  [{ textRegressions: -1 }, 'Invalid textRegressions: expected a number from 0, got -1.'],
  [5, 'Invalid budgets: expected an object'],
] as const) {
  test(`budgets that are none are refused: ${JSON.stringify(budgets)}`, async ({
    page,
    playhead,
  }) => {
    await openChat(page);
    const recording = await playhead.record(page.getByRole('log'));
    const judged = expect(recording).toStreamWell(budgets as StreamBudgets);
    const error = (await judged.catch((cause: unknown) => cause)) as PlayheadError;
    expect([error.name, error.message]).toEqual(['PlayheadError', expect.stringContaining(said)]);
  });
}
