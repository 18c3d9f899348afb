import { afterAll, beforeEach, expect, test, vi } from 'vitest';

// The clock takes its timers when it is loaded: a fake one must be there before, and not afterwards.
vi.useFakeTimers();
vi.resetModules();
const { watchPending } = await import('./pending.ts');
const { clock } = await import('../../stream/clock.ts');
const { createSettle } = await import('./settle.ts');
afterAll(() => {
  vi.useRealTimers();
  vi.resetModules();
});

beforeEach(() => vi.clearAllTimers());

/** A page on fake timers, its document a text that the test's callbacks change. Its timeouts may come late. */
function fakePage(lateMs = 0) {
  const { clearTimeout, setInterval, clearInterval } = globalThis;
  const setTimeout = (callback: () => void, ms: number) =>
    globalThis.setTimeout(callback, ms + lateMs);
  const scope = { setTimeout, clearTimeout, setInterval, clearInterval } as unknown as Window &
    typeof globalThis;
  const page = { scope, text: '', watchers: 0, settle };
  const settlePage = createSettle(
    clock.idle,
    watchPending(scope),
    () => {},
    () => {
      let seen = page.text;
      page.watchers++;
      return {
        take() {
          const changed = page.text !== seen;
          seen = page.text;
          return changed;
        },
        stop: () => void page.watchers--,
      };
    },
  );
  /** Settles, and says how long that took by the page's own clock. */
  async function settle() {
    const from = Date.now();
    const result: { settled?: boolean; text?: string } = {};
    void settlePage().then((settled) => Object.assign(result, { settled, text: page.text }));
    while (result.settled === undefined) {
      await vi.advanceTimersByTimeAsync(1);
    }
    return { ...result, ms: Date.now() - from };
  }
  return page;
}

test('a page that has requested nothing settles at once, unwatched', async () => {
  const page = fakePage();
  expect(await page.settle()).toMatchObject({ settled: true });
  expect(vi.getTimerCount()).toBe(0);
});

test('a task that is ready has run, though it is no timer of the page', async () => {
  const page = fakePage();
  setTimeout(() => setTimeout(() => (page.text = 'rendered'), 0), 0);
  expect(await page.settle()).toMatchObject({ settled: true, text: 'rendered' });
});

test('a pending timer is waited for', async () => {
  const page = fakePage();
  page.scope.setTimeout(() => (page.text = 'shown'), 50);
  expect(await page.settle()).toMatchObject({ settled: true, text: 'shown' });
});

test('timers that start timers are waited for while they change the document', async () => {
  const page = fakePage();
  const type = () => {
    page.text += 'x';
    if (page.text.length < 10) page.scope.setTimeout(type, 20);
  };
  page.scope.setTimeout(type, 20);
  expect(await page.settle()).toMatchObject({ settled: true, text: 'x'.repeat(10) });
  expect(page.watchers).toBe(0);
});

test('a loop that changes the document on every fourth round does not settle in between', async () => {
  const page = fakePage();
  let turns = 0;
  const turn = () => {
    if (++turns % 4 === 0) page.text += 'x';
    if (page.text.length < 5) page.scope.setTimeout(turn, 16);
  };
  page.scope.setTimeout(turn, 16);
  expect(await page.settle()).toMatchObject({ settled: true, text: 'xxxxx' });
});

test.each([0, 90])(
  'a loop that is %i ms late gets as many rounds as one in time',
  async (lateMs) => {
    const page = fakePage(lateMs);
    let turns = 0;
    const turn = () => {
      if (++turns === 6) page.text = 'shown';
      page.scope.setTimeout(turn, 16);
    };
    page.scope.setTimeout(turn, 16);
    expect(await page.settle()).toMatchObject({ settled: true, text: 'shown' });
  },
);

test('a loop that changes nothing does not keep the page from settling', async () => {
  const page = fakePage();
  page.scope.setInterval(() => {}, 16);
  const { settled, ms } = await page.settle();
  expect(settled).toBe(true);
  expect(ms).toBeGreaterThanOrEqual(100);
  expect(ms).toBeLessThan(200);
  expect(page.watchers).toBe(0);
});

test('a slow loop that changes nothing gets its second round', async () => {
  const page = fakePage();
  let turns = 0;
  page.scope.setInterval(() => {
    if (++turns === 2) page.text = 'shown';
  }, 200);
  expect(await page.settle()).toMatchObject({ settled: true, text: 'shown' });
});

test('a page that never stops changing does not settle, and gets less time next time', async () => {
  const page = fakePage();
  const changing = page.scope.setInterval(() => (page.text += 'x'), 30);
  const [first, second] = [await page.settle(), await page.settle()];
  expect([first.settled, second.settled]).toEqual([false, false]);
  expect(first.ms).toBeGreaterThanOrEqual(3000);
  expect(first.ms).toBeLessThan(3300);
  expect(second.ms).toBeLessThan(550);
  expect(page.watchers).toBe(0);

  page.scope.clearInterval(changing);
  expect(await page.settle()).toMatchObject({ settled: true });
});

test('a page that has settled gets all its time again', async () => {
  const page = fakePage();
  const changing = page.scope.setInterval(() => (page.text += 'x'), 30);
  expect(await page.settle()).toMatchObject({ settled: false });
  page.scope.clearInterval(changing);
  expect(await page.settle()).toMatchObject({ settled: true });

  page.text = '';
  const type = () => {
    page.text += 'y';
    if (page.text.length < 20) page.scope.setTimeout(type, 30);
  };
  page.scope.setTimeout(type, 30);
  expect(await page.settle()).toMatchObject({ settled: true, text: 'y'.repeat(20) });
});

test('longer timers are not waited for', async () => {
  const page = fakePage();
  page.scope.setTimeout(() => (page.text = 'a toast goes'), 3000);
  expect(await page.settle()).toMatchObject({ settled: true, text: '' });
});

test('tasks of the last timer run before the page has settled', async () => {
  const page = fakePage();
  page.scope.setInterval(() => {}, 30);
  const render = () => setTimeout(() => (page.text = 'shown'), 0);
  page.scope.setTimeout(() => page.scope.setTimeout(render, 60), 90);
  expect(await page.settle()).toMatchObject({ settled: true, text: 'shown' });
});
