import { expect, test } from 'playhead/playwright';
import { answer, ask, openChat } from '../../support/pages/chat-page.ts';

test.use({ cassette: answer, pace: 'manual' });

for (const carrier of ['page', 'service-worker'] as const) {
  test.describe(`by ${carrier}`, () => {
    test.use({ carrier });

    test('a page that does everything right streams well', async ({ page, playhead }) => {
      await openChat(page);
      const recording = await playhead.record(page.getByRole('log'));
      await ask(page);
      await playhead.finish();
      await expect(recording).toStreamWell();
      await expect(expect(recording).not.toStreamWell()).rejects.toThrow(
        'each metric is within its budget',
      );
      const { longTasks, longestTask, slowFrames, ...metrics } = await recording.metrics();
      expect(metrics).toEqual({
        layoutShift: 0,
        remountsPerEvent: 0,
        textRegressions: 0,
        scrollJumps: 0,
        announcements: 1,
      });
      expect([longTasks, longestTask, slowFrames].map((each) => typeof each)).toEqual(
        Array(3).fill('number'),
      );
    });
  });
}

test('the report gets the metrics of each use, as a table and as JSON', async ({ page, playhead }, {
  attachments,
}) => {
  await openChat(page);
  const recording = await playhead.record(page.getByRole('log'));
  await ask(page);
  await playhead.finish();
  await expect(recording).toStreamWell();
  await expect(recording).toStreamWell({ announcements: 3 });
  const found = attachments.map(({ name, body }) => [name, String(body)]);
  expect(found).toEqual(
    ['7 ', '3 '].flatMap((budget) => [
      [
        'playhead: streaming quality',
        expect.stringContaining(`announcements      1         ${budget}`),
      ],
      [
        'playhead: streaming quality, as JSON',
        expect.stringContaining(`"budget": ${budget.trim()},`),
      ],
    ]),
  );
});
