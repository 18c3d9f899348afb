import type { PlacedFault } from 'playhead';
import { expect, test } from 'playhead/playwright';
import { cassette, event, interaction, words } from '../../support/handmade.ts';
import { openPage, ORIGIN, readBy } from '../../support/pages/blank.ts';

const events = words('Hello', ' world');
const [hello, world, stop, done] = events as [string, string, string, string];
const half = (text: string) => text.slice(0, Math.ceil(text.length / 2));
const error = '{"error":{"message":"Overloaded","type":"server_error","param":null,"code":null}}';

const plain = `[200]${events.join('')}[end]`;

/** What the app reads of an answer; the test steps, or the stream goes by itself. */
const FAULTS: [fault: PlacedFault, read: string][] = [
  [{ type: 'status', status: 401, body: 'no key' }, '[401]no key[end]'],
  [{ type: 'status', status: 503, body: '' }, '[503][end]'],
  [{ type: 'refused' }, '[TypeError: Failed to fetch]'],
  [{ type: 'stall', after: 1 }, `[200]${hello}`],
  [{ type: 'end', after: 'text' }, `[200]${hello}[end]`],
  [{ type: 'end', after: 0 }, '[200][end]'],
  [{ type: 'disconnect', after: 2 }, `[200]${hello}${world}[TypeError: network error]`],
  [{ type: 'disconnect', after: 0 }, '[200][TypeError: network error]'],
  [{ type: 'disconnect', after: 4 }, `[200]${events.join('')}[TypeError: network error]`],
  [
    { type: 'error-event', after: 1, message: 'Overloaded' },
    `[200]${hello}data: ${error}\n\n[end]`,
  ],
  [{ type: 'cut', at: 2 }, `[200]${hello}${half(world)}[end]`],
  [{ type: 'bad-json', at: 2 }, `[200]${hello}${world.replace('}\n', '\n')}${stop}${done}[end]`],
  [{ type: 'duplicate', at: 'text' }, `[200]${hello}${events.join('')}[end]`],
  [{ type: 'reorder', at: 1 }, `[200]${world}${hello}${stop}${done}[end]`],
  [{ type: 'content-type', value: 'text/plain' }, plain],
];
const HARMLESS: [fault: PlacedFault, read: string][] = [
  [{ type: 'slow', ms: 20 }, plain],
  [{ type: 'crlf' }, plain.replaceAll('\n', '\r\n')],
  [{ type: 'comments' }, `[200]${events.map((each) => `: keep-alive\n\n${each}`).join('')}[end]`],
  [{ type: 'flood', at: 1, times: 3000 }, plain.replace(hello, hello.repeat(3000))],
];

test.use({ cassette: cassette(interaction('Hi', events)), baseURL: ORIGIN });

test.describe('one answer after another', () => {
  const all = [...FAULTS, ...HARMLESS];
  const faults = { list: all.map(([fault], at) => ({ ...fault, attempt: at + 1 })) };
  test.use({ faults, repeat: true });

  test('each strikes a stream that goes by itself', async ({ page }) => {
    await openPage(page);
    for (const [at, [fault, read]] of all.entries()) {
      await page.evaluate((name) => void ask(name), `a${at}`);
      const looked = { message: JSON.stringify(fault), intervals: [20, 50, 100] };
      await expect.poll(() => readBy(page, `a${at}`), looked).toBe(read);
    }
  });
});

test.describe('every other answer', () => {
  const faults = { list: FAULTS.map(([fault], at) => ({ ...fault, attempt: 2 * at + 1 })) };
  test.use({ faults, pace: 'manual', repeat: true });

  test('each strikes once, and the retry gets the recording', async ({ page, playhead }) => {
    const play = async (name: string) => {
      await page.evaluate((as) => void ask(as), name);
      await (await playhead.nextStream()).finish();
      return readBy(page, name);
    };
    await openPage(page);
    for (const [at, [fault, read]] of FAULTS.entries()) {
      expect(await play(`a${at}`), JSON.stringify(fault)).toBe(read);
      expect(await play(`b${at}`), `after ${JSON.stringify(fault)}`).toBe(plain);
    }
  });
});

test.describe('in the hand of the test', () => {
  test.use({ pace: 'manual', repeat: true });

  test('each strikes where the stream stands', async ({ page, playhead }) => {
    await openPage(page);
    for (const [{ type, ...fields }, read] of FAULTS.filter(([fault]) => strikesAtTwo(fault))) {
      await page.evaluate((name) => void ask(name), type);
      const stream = await playhead.nextStream();
      await stream.step(read.startsWith(`[200]${hello}${world}`) ? 2 : 1);
      const { after: _after, at: _at, ...fault } = { after: 0, at: 0, ...fields };
      await stream.fail({ type, ...fault } as Parameters<typeof stream.fail>[0]);
      if (type === 'bad-json') await stream.finish();
      expect(await readBy(page, type), type).toBe(read);
    }
  });

  test('what a fault leaves goes on, event by event', async ({ page, playhead }) => {
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

  test('a stalled stream can be cancelled', async ({ page, playhead }) => {
    await openPage(page);
    await page.evaluate(() => void ask('a'));
    const stream = await playhead.nextStream();
    await stream.step();
    await stream.fail({ type: 'stall' });
    await page.evaluate(() => readers['a']!.cancel('tired of it'));
    expect(await stream.waitForAbort()).toEqual({ by: 'app', reason: 'tired of it', position: 1 });
  });
});

test.describe('of two interactions', () => {
  test.use({
    cassette: {
      list: [
        cassette(interaction('Hi', events)),
        { ...cassette(interaction('Ho', words('Ahoi'))), file: 'ho' },
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

  test('faults strike attempt after attempt of the one they name', async ({ page, playhead }) => {
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

/** Can it strike a stream of which the head has been sent? */
function strikesAtTwo({ type, ...fields }: PlacedFault): boolean {
  const place = 'after' in fields ? fields.after : 'at' in fields ? fields.at : 0;
  return place !== 0 && place !== 4 && !['duplicate', 'reorder', 'content-type'].includes(type);
}
