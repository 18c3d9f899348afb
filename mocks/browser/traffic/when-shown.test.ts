import { afterAll, expect, test, vi } from 'vitest';
import type { Expected, Shown } from '../channel.ts';

// The clock takes its timers when it is loaded: a fake one must be there before, and not afterwards.
vi.useFakeTimers();
vi.resetModules();
const { createTraffic } = await import('./traffic.ts');
const { createWhenShown } = await import('./when-shown.ts');
afterAll(() => {
  vi.useRealTimers();
  vi.resetModules();
});

const waits = { isNew: true, ended: false, textTimeoutMs: 500, quietMs: 50 };

/** A page that gets texts at given times, in milliseconds, and is asked for one at once. */
async function ask(
  expected: Pick<Expected, 'textSoFar' | 'trailing'> & Partial<Expected>,
  comes: Record<number, string> = {},
  { settled = true, stepMs = 1, endsAfter = Infinity } = {},
): Promise<Shown & { ms: number }> {
  const traffic = createTraffic();
  const source = traffic.open();
  const whenShown = createWhenShown(traffic, () => Promise.resolve(settled));
  for (const [ms, text] of Object.entries(comes)) {
    if (ms === '0') source.received(text);
    else setTimeout(() => source.received(text), Number(ms));
  }
  if (endsAfter < Infinity) setTimeout(() => source.end(), endsAfter);
  const from = Date.now();
  const result: { shown?: Shown } = {};
  void whenShown({ ...waits, ...expected }).then((shown) => Object.assign(result, { shown }));
  while (!result.shown) await vi.advanceTimersByTimeAsync(stepMs);
  return { ...result.shown, ms: Date.now() - from };
}

const hello = { textSoFar: 'Hello', last: 'lo', trailing: false };
const end = { ...hello, trailing: true, ended: true };
const many = Object.fromEntries(Array.from({ length: 300 }, (_, at) => [at * 100, 'x']));

test.each<[string, Parameters<typeof ask>, how: Shown['how'], [least: number, most: number]]>([
  ['a text that has come', [hello, { 0: 'Hello' }], 'text', [0, 2]],
  ['a text that comes', [hello, { 100: 'Hello' }], 'text', [99, 105]],
  ['a text that comes while others do', [hello, { 400: 'x', 800: 'Hello' }], 'text', [799, 805]],
  ['what follows a text', [{ ...hello, trailing: true }, { 100: 'Hello' }], 'text', [149, 156]],
  ['a text that does not come', [hello], 'quiet', [499, 505]],
  ['a text that comes in another form', [hello, { 100: '5 letters' }], 'traffic', [599, 606]],
  [
    'a text that does not come, and what follows',
    [{ ...hello, trailing: true }],
    'quiet',
    [499, 505],
  ],
  ['no text', [{ textSoFar: '', isNew: false, trailing: true }], 'quiet', [49, 55]],
  [
    'no text, while something comes',
    [{ textSoFar: '', isNew: false, trailing: true }, { 40: 'x' }],
    'traffic',
    [89, 96],
  ],
  ['nothing', [{ textSoFar: '', isNew: false, trailing: false }], 'quiet', [0, 2]],
  ['the end, which brings nothing', [{ ...end }, { 0: 'Hello' }], 'text', [299, 305]],
  ['the end, which brings more', [{ ...end }, { 0: 'Hello', 100: 'x' }], 'text', [149, 156]],
  [
    'the end of the connection that brought the text',
    [{ ...end }, { 0: 'Hello' }, { endsAfter: 100 }],
    'text',
    [149, 156],
  ],
  [
    'the end, where it has got the text before',
    [
      { ...end, isNew: false },
      { 0: 'Hello', 100: 'x' },
    ],
    'text',
    [149, 156],
  ],
])('it waits for %s', async (_what, given, how, [least, most]) => {
  const { ms, ...shown } = await ask(...given);
  expect(shown).toMatchObject({ how, settled: true });
  expect(ms).toBeGreaterThanOrEqual(least);
  expect(ms).toBeLessThanOrEqual(most);
});

test('it waits for a limited time, however much else comes', async () => {
  expect(await ask(hello, many, { stepMs: 100 })).toMatchObject({ how: 'traffic', ms: 10_000 });
});

test('it says how long the text took, without what follows', async () => {
  const { latencyMs } = await ask({ ...hello, trailing: true }, { 100: 'Hello' });
  expect(Math.round(latencyMs)).toBe(100);
});

test('it says that the page does not come to rest', async () => {
  expect(await ask(hello, { 0: 'Hello' }, { settled: false })).toMatchObject({ settled: false });
});

test('a text that a second reader gets a moment later is not taken for that of the next event', async () => {
  const traffic = createTraffic();
  const [bytes, parsed] = [traffic.open(), traffic.open()];
  const whenShown = createWhenShown(traffic, async () => {
    parsed.received('Hello');
    return true;
  });
  bytes.received('Hello');
  expect(await whenShown({ ...waits, ...hello })).toMatchObject({ how: 'text' });
  await vi.advanceTimersByTimeAsync(1);
  const next = whenShown({ ...waits, ...hello });
  await vi.advanceTimersByTimeAsync(500);
  expect(await next).toMatchObject({ how: 'quiet' });
});
