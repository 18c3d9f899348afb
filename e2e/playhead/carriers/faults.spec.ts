import { expect, test } from 'playhead/playwright';
import { cassette, interaction, textEvents } from '../../support/handmade.ts';
import { NETWORK_ERRORS } from '../../support/network-errors.ts';
import { openPage, ORIGIN, readBy } from '../../support/pages/blank.ts';

const events = textEvents('Hello', ' world');

test.use({ cassette: cassette(interaction('Hi', events)), pace: 'manual', baseURL: ORIGIN });

test.beforeEach(async ({ page }) => {
  await openPage(page);
  await page.evaluate(() => void ask('a'));
});

test('a disconnect before the head leaves the recording to the retry', async ({
  page,
  playhead,
  browserName,
}) => {
  await (await playhead.nextStream()).fail();
  expect(await readBy(page, 'a')).toBe(`[${NETWORK_ERRORS[browserName].refused}]`);
  await page.evaluate(() => void ask('b'));
  await playhead.finish();
  expect(await readBy(page, 'b')).toBe(`[200]${events.join('')}[end]`);
});

test(
  'a disconnect in mid-stream keeps what has arrived',
  { tag: '@msw3' },
  async ({ page, playhead, browserName }) => {
    const stream = await playhead.nextStream();
    await stream.step(1);
    await stream.fail({ type: 'disconnect' });
    const { lost } = NETWORK_ERRORS[browserName];
    await expect(page.locator('#a')).toContainText(`[${lost}]`);
    expect(await readBy(page, 'a')).toBe(`[200]${events[0]}[${lost}]`);
    await expect(stream.step()).rejects.toThrow(/^Cannot step 1: .*, failed\.$/);
  },
);

test(
  'a status arrives with headers and body instead of the answer',
  { tag: '@msw3' },
  async ({ page, playhead }) => {
    const body = 'data: {"error":{"message":"slow down"}}\n\n';
    const headers = { 'retry-after': '1', 'content-type': 'text/plain' };
    await playhead.fail({ type: 'status', status: 429, headers, body });
    await expect(page.locator('#a')).toHaveText(`[429]${body.trim()} [end]`);
    await page.evaluate(() => void ask('b'));
    await playhead.finish();
    expect(await readBy(page, 'b')).toBe(`[200]${events.join('')}[end]`);
  },
);

test('a status is rejected once the response has begun', async ({ playhead }) => {
  const stream = await playhead.nextStream();
  await stream.step(0);
  await expect(stream.fail({ type: 'status', status: 500 })).rejects.toThrow(
    'Cannot fail with status 500: the response has begun.',
  );
  await stream.finish();
});

test('an app that retries at once gets the recording', async ({ page, playhead }) => {
  await playhead.fail();
  await page.evaluate(() => {
    const retry = () => ask('c', 'Hi').then(() => document.querySelector('#c')!.textContent);
    globalThis.retried = ask('b', 'Hi').then(retry);
  });
  await playhead.fail();
  await playhead.finish();
  expect(await page.evaluate(() => retried)).toContain('[end]');
});

test('a fault of an event is rejected once all have been sent', async ({ playhead }) => {
  const stream = await playhead.nextStream();
  await stream.step(events.length);
  await expect(stream.fail({ type: 'flood' })).rejects.toThrow(
    'Cannot fail with flood: no event comes after that. Call fail() before the last event.',
  );
  await stream.finish();
});

const INVALID_FAULTS: [fault: unknown, why: RegExp][] = [
  [{ type: 'status', status: 99 }, /Invalid status of the fault .*200 to 599/],
  ['timeout', /Invalid type of fault: expected 'status', 'refused', /],
  [{ type: 'stat', status: 500 }, /Invalid type of fault/],
  [
    { type: 'status', status: 500, headers: { 'a b': '1' } },
    /Invalid headers of the fault .*a plain object of strings/,
  ],
  [{ type: 'disconnect', after: 2 }, /no field "after": it applies where the stream stands/],
  [{ type: 'slow', ms: 10 }, /the test says when events go out/],
];

for (const [fault, why] of INVALID_FAULTS) {
  test(`fail() rejects ${JSON.stringify(fault)}`, { tag: '@page' }, async ({ playhead }) => {
    const stream = await playhead.nextStream();
    await expect(stream.fail(fault as never)).rejects.toThrow(why);
    await stream.finish();
  });
}

declare global {
  var retried: Promise<string | null>;
}
