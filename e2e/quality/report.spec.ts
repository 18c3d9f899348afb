import { mergeExpects } from '@playwright/test';
import { expect as playheadExpect, test } from 'playhead/playwright';
import { expect, type StreamMetrics, watchQuality } from 'playhead/quality';
import { answer, ask, openChat, watchAnswer } from '../support/pages/chat-page.ts';

/** Says what a page that streams well has: nothing, and one announcement of the whole answer. */
const PERFECT: Partial<StreamMetrics> = {
  layoutShift: 0,
  remountsPerEvent: 0,
  textRegressions: 0,
  scrollJumps: 0,
  announcements: 1,
};

test.use({ cassette: answer, pace: 'manual' });

for (const carrier of ['page', 'service-worker'] as const) {
  test.describe(`with the carrier ${carrier}`, () => {
    test.use({ carrier });

    test('toStreamWell accepts a page that streams well', async ({ page, playhead }) => {
      await openChat(page);
      const quality = await watchQuality(page.getByRole('log'), playhead);
      await ask(page);
      await playhead.finish();
      await expect(quality).toStreamWell();
      await expect(expect(quality).not.toStreamWell()).rejects.toThrow(
        /at least one metric over its budget[^]+announcements +1 /,
      );
      expect(await quality.metrics()).toEqual({
        ...PERFECT,
        longTasks: expect.any(Number),
        longestTask: expect.any(Number),
        slowFrames: expect.any(Number),
      });
    });
  });
}

test('expect merges with that of playhead/playwright', async ({ page, playhead }) => {
  const quality = await watchAnswer(page, playhead);
  const expectBoth = mergeExpects(playheadExpect, expect);
  await expectBoth(quality).toStreamWell();
  const [, said] = playhead.transcript.turns;
  await expectBoth(page.getByRole('log')).toShowTranscript({ turns: [said!] });
});

test('toStreamWell attaches the metrics of each use, as a table and as JSON', async ({
  page,
  playhead,
}, { attachments }) => {
  const quality = await watchAnswer(page, playhead);
  await expect(quality).toStreamWell();
  await expect(quality).toStreamWell({ announcements: 3 });
  const attached = attachments.map(({ name, body }) => [name, String(body)]);
  const reportOf = (budget: number) => [
    [
      'playhead: streaming quality',
      expect.stringMatching(new RegExp(`announcements +1 +${budget} `)),
    ],
    ['playhead: streaming quality, as JSON', expect.stringContaining(`"budget": ${budget},`)],
  ];
  // Two sentences of the answer, one of the question, and four for the response.
  expect(attached).toEqual([...reportOf(7), ...reportOf(3)]);
});
