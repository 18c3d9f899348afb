import { expect, test } from 'playhead/playwright';
import { median, report, rounds } from '../support/bench/measure.ts';
import { counting, textAfter } from '../support/counting.ts';
import { openRenderer, shownText } from '../support/pages/renderers.ts';

const STEPS = 80;
const WARM_UP = 10;

test.describe.configure({ mode: 'default' });
test.use({ cassette: counting, pace: 'manual' });

for (const round of rounds(3)) {
  test(`steps through a stream, round ${round}`, async ({ page, playhead }) => {
    await openRenderer(page, 'direct');
    const stream = await playhead.nextStream();
    const ways: [way: string, act: () => Promise<unknown>][] = [
      ['page.evaluate', () => page.evaluate(() => 1)],
      ['step', () => stream.step()],
    ];
    const times = new Map(ways.map(([way]) => [way, [] as number[]]));
    for (let step = 0; step < STEPS; step++) {
      for (const [way, act] of ways) {
        // Not timed: the report of a step goes on after it, and would slow what comes next.
        await page.evaluate(() => 0);
        const start = performance.now();
        await act();
        times.get(way)!.push(performance.now() - start);
      }
    }
    expect(await shownText(page)).toBe(textAfter(STEPS));
    for (const [way, all] of times) {
      const time = median(all.slice(WARM_UP));
      report({
        title: 'One step',
        baseline: 'page.evaluate',
        target: '1.5 times',
        unit: 'ms',
        way,
        time,
      });
    }
    await stream.finish();
  });
}
