import type { PlacedFault } from 'playhead';
import { expect, test } from 'playhead/playwright';
import { cassette, event, interaction, textEvents } from '../../support/handmade.ts';
import { NETWORK_ERRORS } from '../../support/network-errors.ts';
import { openPage, ORIGIN, readBy } from '../../support/pages/blank.ts';

const events = textEvents('Hello', ' world');
const [hello, world, stop, done] = events as [string, string, string, string];
const half = (text: string) => text.slice(0, Math.ceil(text.length / 2));
const error = '{"error":{"message":"Overloaded","type":"server_error","param":null,"code":null}}';

const plain = `[200]${events.join('')}[end]`;

/** Runs on both carriers; without it, a row runs on the page carrier alone. */
const BOTH = { tag: [] };
const PAGE = { tag: '@page' };

/** Faults, and what the app reads of an answer, with the names of `NETWORK_ERRORS`. */
const FAULTS: [fault: PlacedFault, read: string, on?: typeof BOTH][] = [
  [{ type: 'status', status: 401, body: 'no key' }, '[401]no key[end]', BOTH],
  [{ type: 'status', status: 503, body: '' }, '[503][end]'],
  [{ type: 'refused' }, '[refused]', BOTH],
  [{ type: 'stall', after: 1 }, `[200]${hello}`, BOTH],
  [{ type: 'end', after: 'text' }, `[200]${hello}[end]`],
  [{ type: 'end', after: 0 }, '[200][end]'],
  [{ type: 'disconnect', after: 2 }, `[200]${hello}${world}[lost]`, BOTH],
  [{ type: 'disconnect', after: 0 }, '[200][lost]'],
  [{ type: 'disconnect', after: 4 }, `[200]${events.join('')}[lost]`],
  [
    { type: 'error-event', after: 1, message: 'Overloaded' },
    `[200]${hello}data: ${error}\n\n[end]`,
  ],
  [{ type: 'cut', at: 2 }, `[200]${hello}${half(world)}[end]`, BOTH],
  [{ type: 'bad-json', at: 2 }, `[200]${hello}${world.replace('}\n', '\n')}${stop}${done}[end]`],
  [{ type: 'duplicate', at: 'text' }, `[200]${hello}${events.join('')}[end]`],
  [{ type: 'reorder', at: 1 }, `[200]${world}${hello}${stop}${done}[end]`],
  [{ type: 'content-type', value: 'text/plain' }, plain],
];
/** Leave the answer complete. */
const HARMLESS: typeof FAULTS = [
  [{ type: 'slow', ms: 20 }, plain],
  [{ type: 'crlf' }, plain.replaceAll('\n', '\r\n')],
  [{ type: 'comments' }, `[200]${events.map((each) => `: keep-alive\n\n${each}`).join('')}[end]`],
  [{ type: 'flood', at: 1, times: 1000 }, plain.replace(hello, hello.repeat(1000)), BOTH],
];

test.use({ cassette: cassette(interaction('Hi', events)), baseURL: ORIGIN });

test.describe('a stream that plays by itself', () => {
  test.use({ repeat: true });

  // One of each way to end: which events are left is the same as held.
  const ends = FAULTS.filter(([, , on]) => on === BOTH);
  for (const [fault, read, on = PAGE] of [...ends, ...HARMLESS]) {
    test.describe(() => {
      test.use({ faults: fault });

      test(`arrives with the fault ${JSON.stringify(fault)}`, on, async ({ page, browserName }) => {
        await openPage(page);
        await page.evaluate(() => void ask('a'));
        await expect
          .poll(() => readBy(page, 'a'), { intervals: [20, 50, 100] })
          .toBe(readIn(browserName, read));
      });
    });
  }
});

test.describe('a held stream', () => {
  test.use({ pace: 'manual', repeat: true });

  for (const [fault, read, on = PAGE] of FAULTS) {
    test.describe(() => {
      test.use({ faults: fault });

      test(
        `arrives with ${JSON.stringify(fault)} once, then as recorded`,
        on,
        async ({ page, playhead, browserName }) => {
          await openPage(page);
          await page.evaluate(() => void ask('a'));
          await (await playhead.nextStream()).finish();
          expect(await readBy(page, 'a')).toBe(readIn(browserName, read));
          await page.evaluate(() => void ask('b'));
          await (await playhead.nextStream()).finish();
          expect(await readBy(page, 'b')).toBe(plain);
        },
      );
    });
  }

  for (const [{ type, ...fields }, read, on = PAGE] of FAULTS.filter(([fault]) => canFail(fault))) {
    test(`can fail with ${type} where it stands`, on, async ({ page, playhead, browserName }) => {
      await openPage(page);
      await page.evaluate(() => void ask('a'));
      const stream = await playhead.nextStream();
      await stream.step(read.startsWith(`[200]${hello}${world}`) ? 2 : 1);
      const { after: _after, at: _at, ...fault } = { after: 0, at: 0, ...fields };
      await stream.fail({ type, ...fault } as Parameters<typeof stream.fail>[0]);
      if (type === 'bad-json') await stream.finish();
      expect(await readBy(page, 'a')).toBe(readIn(browserName, read));
    });
  }

  test('goes on, event by event, after a fault that leaves some', async ({ page, playhead }) => {
    await openPage(page);
    await page.evaluate(() => void ask('a'));
    const stream = await playhead.nextStream();
    await stream.fail({ type: 'duplicate' });
    expect(await readBy(page, 'a')).toBe(`[200]${hello}${hello}`);
    expect(stream.position).toBe(2);
    await stream.fail({ type: 'flood', times: 3 });
    expect(await readBy(page, 'a')).toBe(`[200]${hello}${hello}${world.repeat(3)}`);
    await stream.until('finish');
    await stream.finish();
    expect(await readBy(page, 'a')).toBe(
      `[200]${hello}${hello}${world.repeat(3)}${stop}${done}[end]`,
    );
  });

  test('can be cancelled while it is stalled', { tag: '@msw3' }, async ({ page, playhead }) => {
    await openPage(page);
    await page.evaluate(() => void ask('a'));
    const stream = await playhead.nextStream();
    await stream.step();
    await stream.fail({ type: 'stall' });
    await page.evaluate(() => readers['a']!.cancel('enough'));
    expect(await stream.waitForAbort()).toEqual({ by: 'app', reason: 'enough', position: 1 });
  });
});

test.describe('faults of one of two cassettes', () => {
  test.use({
    cassette: {
      list: [
        cassette(interaction('Hi', events)),
        { ...cassette(interaction('Ho', textEvents('Ahoi'))), file: 'ho' },
      ],
    },
    faults: {
      list: [
        { type: 'status', status: 429, body: 'wait', cassette: 'ho' },
        { type: 'status', status: 500, body: 'sorry', cassette: 'ho', attempt: 2 },
      ],
    },
    pace: 'manual',
  });

  test('are applied to its attempts, one after another', async ({ page, playhead }) => {
    await openPage(page);
    await page.evaluate(() => ['a', 'b', 'c'].forEach((name) => void ask(name, 'Ho')));
    await page.evaluate(() => void ask('d', 'Hi'));
    for (let stream = 0; stream < 4; stream++) await (await playhead.nextStream()).finish();
    expect(await readBy(page, 'a')).toBe('[429]wait[end]');
    expect(await readBy(page, 'b')).toBe('[500]sorry[end]');
    expect(await readBy(page, 'c')).toContain(event({ content: 'Ahoi' }));
    expect(await readBy(page, 'd')).toBe(plain);
  });
});

/** Puts in what the browser says. */
function readIn(browserName: keyof typeof NETWORK_ERRORS, read: string): string {
  const { refused, lost } = NETWORK_ERRORS[browserName];
  return read.replace('[refused]', `[${refused}]`).replace('[lost]', `[${lost}]`);
}

/** Tells whether the fault can be applied to a stream whose head has been sent; `faults.spec.ts` has a disconnect. */
function canFail({ type, ...fields }: PlacedFault): boolean {
  const place = 'after' in fields ? fields.after : 'at' in fields ? fields.at : 0;
  return (
    place !== 0 &&
    place !== 4 &&
    !['disconnect', 'duplicate', 'reorder', 'content-type'].includes(type)
  );
}
