import { setTimeout as sleep } from 'node:timers/promises';
import { type Page, test as base } from '@playwright/test';
import { expect, test } from 'playhead/playwright';
import { cassetteOf, completion, PROMPT } from './completion.ts';
import { inTurn, upTo } from './in-turn.ts';
import { median } from './median.ts';
import { report } from './sample.ts';
import { readSettings } from './settings.ts';

const { events: count, rounds } = readSettings();
const OTHER = `${PROMPT} again`;
const WARM_UP = 10;
/** A step goes on being reported to Playwright's other process after it is done. */
const REST_MS = 2;

test.describe.configure({ mode: 'default' });
test.use({ cassette: cassetteOf(completion(count), [PROMPT, OTHER]), pace: 'manual' });

for (const round of upTo(rounds)) {
  test(`round ${round}`, async ({ page, playhead }) => {
    await page.goto('/');
    await send(page, PROMPT);
    const stepped = await playhead.nextStream();
    await send(page, OTHER);
    await playhead.nextStream();
    await stepped.step(0);
    await command(page, 0);

    const inPage: number[] = [];
    const ways: [way: string, act: (at: number) => Promise<unknown>][] = [
      ['page.evaluate', () => page.evaluate(() => 1)],
      ['step', () => stepped.step()],
      ['its command, without the report', async (at) => inPage.push(await command(page, at + 1))],
      ['test.step twice', () => base.step('a step', () => base.step('an event', () => {}))],
    ];
    const taken = new Map(ways.map(([way]) => [way, [] as number[]]));
    await inTurn(upTo(count), (at) =>
      inTurn(turned(ways, at), async ([way, act]) => {
        await sleep(REST_MS);
        const began = performance.now();
        await act(at);
        if (at >= WARM_UP) taken.get(way)!.push(performance.now() - began);
      }),
    );
    await expect(page.locator('article').first()).toHaveText(completion(count).text.trim());
    await expect(page.locator('article').last()).toHaveText(completion(count).text.trim());

    taken.set('its command, seen in the page', inPage.slice(WARM_UP));
    for (const [way, times] of taken) report({ way, round, numbers: { ms: median(times) } });
    await playhead.finish();
    await command(page, count + 1);
  });
}

/** Each time another one is first. */
function turned<T>(list: readonly T[], by: number): T[] {
  const at = by % list.length;
  return [...list.slice(at), ...list.slice(0, at)];
}

async function send(page: Page, prompt: string): Promise<void> {
  await page.getByLabel('Message').fill(prompt);
  await page.getByRole('button', { name: 'Send' }).click();
}

/** Tells the page to let the second stream go, as `step` would; gives the time it took there. */
function command(page: Page, position: number): Promise<number> {
  return page.evaluate(async (to) => {
    const { __playhead } = globalThis as unknown as {
      __playhead: { run(command: object): Promise<unknown> };
    };
    const began = performance.now();
    await __playhead.run({ type: 'release', stream: 1, position: to });
    return performance.now() - began;
  }, position);
}
