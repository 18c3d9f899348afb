import { test } from 'playhead/playwright';
import { expect } from 'playhead/quality';
import { answer, watchAnswer } from '../support/pages/chat-page.ts';

// Firefox and WebKit have none of these entries: they are taken away here as those leave them out.

const NOTE = 'Not compared with its budget, because this browser does not measure it: layoutShift';

test.use({ cassette: answer, pace: 'manual' });

test.beforeEach(async ({ page }) => {
  await page.addInitScript(() => {
    const missing = ['layout-shift', 'longtask', 'long-animation-frame'];
    const types = PerformanceObserver.supportedEntryTypes.filter((type) => !missing.includes(type));
    Object.defineProperty(PerformanceObserver, 'supportedEntryTypes', { get: () => types });
    // oxlint-disable-next-line typescript/unbound-method -- called on the observer below
    const { observe } = PerformanceObserver.prototype;
    PerformanceObserver.prototype.observe = function (options) {
      if (!missing.includes(options?.type ?? '')) observe.call(this, options);
    };
  });
});

test.describe('a metric that the browser does not measure', () => {
  test('has no value', async ({ page, playhead }) => {
    const quality = await watchAnswer(page, playhead);
    expect(await quality.metrics()).toMatchObject({
      layoutShift: undefined,
      remountsPerEvent: 0,
      longTasks: undefined,
      longestTask: undefined,
      slowFrames: undefined,
    });
  });

  test('is reported as not measured', async ({ page, playhead }, testInfo) => {
    const quality = await watchAnswer(page, playhead);
    await expect(quality).toStreamWell();
    const [table, json] = testInfo.attachments.map(({ body }) => String(body));
    expect(table).toMatch(/^ {2}layoutShift +– +0\.1 +not measured$/m);
    for (const name of ['longTasks', 'longestTask', 'slowFrames']) {
      expect(table).toMatch(new RegExp(`^ {2}${name} +– +– +not measured$`, 'm'));
    }
    expect(table).toContain(`\n\n${NOTE}`);
    const { metrics } = JSON.parse(json!) as { metrics: object[] };
    expect(metrics[0]).toEqual({
      name: 'layoutShift',
      budget: 0.1,
      status: 'not measured',
      evidence: [],
    });
  });

  test('adds one annotation', async ({ page, playhead }, { annotations }) => {
    const quality = await watchAnswer(page, playhead);
    await expect(quality).toStreamWell();
    await expect(quality).toStreamWell();
    expect(annotations).toMatchObject([{ type: 'playhead', description: `toStreamWell: ${NOTE}` }]);
  });

  test('adds no annotation where its budget is disabled', async ({ page, playhead }, {
    annotations,
  }) => {
    const quality = await watchAnswer(page, playhead);
    await expect(quality).toStreamWell({ layoutShift: Infinity });
    expect(annotations).toEqual([]);
  });

  test('is named where another metric is over its budget', async ({ page, playhead }) => {
    const quality = await watchAnswer(page, playhead);
    await expect(expect(quality).toStreamWell({ announcements: 0 })).rejects.toThrow(
      new RegExp(`layoutShift +– +0\\.1 +not measured[^]+${NOTE}\n\nannouncements:`),
    );
  });

  test('may not have a budget', async ({ page, playhead }) => {
    const quality = await watchAnswer(page, playhead);
    await expect(expect(quality).toStreamWell({ layoutShift: 0.05 })).rejects.toThrow(
      'Cannot evaluate layoutShift: this browser does not measure it. Remove its budget, or use Chromium.',
    );
  });
});
