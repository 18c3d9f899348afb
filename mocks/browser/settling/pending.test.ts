import { expect, test, vi } from 'vitest';
import { LONGEST_MS, watchPending } from './pending.ts';

type Callback = (...given: unknown[]) => void;

/** A window whose timers and frames run when the test says so. */
function fakeWindow(without: string[] = []) {
  const requested = new Map<string, { callback: Callback | string; rest: unknown[] }>();
  const counts: Record<string, number> = {};
  const names: Record<string, (...given: never[]) => unknown> = {};
  // As in a browser, frames and idle callbacks count for themselves.
  const add = (kind: string, ask: string, cancel: string) => {
    names[ask] = (callback: Callback | string, ...rest: unknown[]) => {
      const id = (counts[kind] = (counts[kind] ?? 0) + 1);
      requested.set(`${kind} ${id}`, { callback, rest });
      return id;
    };
    names[cancel] = (id: number) => requested.delete(`${kind} ${id}`);
  };
  add('timer', 'setTimeout', 'clearTimeout');
  add('timer', 'setInterval', 'clearInterval');
  add('frame', 'requestAnimationFrame', 'cancelAnimationFrame');
  add('idle', 'requestIdleCallback', 'cancelIdleCallback');
  for (const name of without) delete names[name];
  const scope = names as unknown as Window & typeof globalThis;
  const run = (kind: string, id: number, ...passed: unknown[]) => {
    const { callback, rest } = requested.get(`${kind} ${id}`)!;
    if (typeof callback === 'function') callback(...passed, ...rest.slice(1));
  };
  return { scope, requested, run, pending: watchPending(scope) };
}

/** Whether what is pending now has drained, looked at whenever the test wants. */
function drains(pending: { drained(): Promise<void> }): () => Promise<boolean> {
  let done = false;
  void pending.drained().then(() => (done = true));
  return async () => {
    await Promise.resolve();
    return done;
  };
}

const nothing = () => {};

test('a timer is pending until it has run', async () => {
  const { scope, run, pending } = fakeWindow();
  const id = scope.setTimeout(nothing, 50);
  const drained = drains(pending);
  expect(pending.size).toBe(1);
  expect(await drained()).toBe(false);
  run('timer', id);
  expect(pending.size).toBe(0);
  expect(await drained()).toBe(true);
});

test('drained resolves at once where nothing is pending', async () => {
  await expect(fakeWindow().pending.drained()).resolves.toBeUndefined();
});

test('a cancelled timer holds nothing up, whichever function cancels it', async () => {
  const { scope, requested, pending } = fakeWindow();
  const timer = scope.setTimeout(nothing, 50);
  const interval = scope.setInterval(nothing, 50);
  const frame = scope.requestAnimationFrame(nothing);
  const idle = scope.requestIdleCallback(nothing);
  const drained = drains(pending);
  expect(pending.size).toBe(4);
  scope.clearInterval(timer);
  scope.clearTimeout(interval);
  scope.cancelAnimationFrame(frame);
  expect(await drained()).toBe(false);
  scope.cancelIdleCallback(idle);
  expect(await drained()).toBe(true);
  expect(requested.size).toBe(0);
});

test('cancelling an unknown timer does nothing', () => {
  const { scope, pending } = fakeWindow();
  scope.setTimeout(nothing);
  scope.clearTimeout(undefined);
  scope.clearTimeout(99);
  expect(pending.size).toBe(1);
});

test('a timer and a frame of the same number are two', () => {
  const { scope, run, pending } = fakeWindow();
  const timer = scope.setTimeout(nothing);
  expect(scope.requestAnimationFrame(nothing)).toBe(timer);
  expect(scope.requestIdleCallback(nothing)).toBe(timer);
  run('frame', timer);
  expect(pending.size).toBe(2);
});

test('drained does not wait for what a callback requests in turn', async () => {
  const { scope, run, pending } = fakeWindow();
  const id = scope.setTimeout(() => scope.setTimeout(nothing), 10);
  const drained = drains(pending);
  run('timer', id);
  expect(await drained()).toBe(true);
  expect(pending.size).toBe(1);
});

test('an interval drains with each run, and is pending again', async () => {
  const { scope, run, pending } = fakeWindow();
  const id = scope.setInterval(nothing, 30);
  for (const drained of [drains(pending), drains(pending)]) {
    run('timer', id);
    expect(await drained()).toBe(true);
    expect(pending.size).toBe(1);
  }
});

test('an interval that clears itself is pending no more', () => {
  const { scope, run, pending } = fakeWindow();
  const id = scope.setInterval(() => scope.clearInterval(id), 30);
  run('timer', id);
  expect(pending.size).toBe(0);
});

test('timers over the limit are not counted; all others are', () => {
  const { scope, pending } = fakeWindow();
  scope.setTimeout(nothing, LONGEST_MS + 1);
  scope.setInterval(nothing, LONGEST_MS + 1);
  expect(pending.size).toBe(0);
  scope.setTimeout(nothing);
  scope.setTimeout(nothing, LONGEST_MS);
  scope.setTimeout(nothing, Number.NaN);
  scope.setTimeout(nothing, '20' as never);
  scope.requestIdleCallback(nothing, { timeout: 5000 });
  expect(pending.size).toBe(5);
});

test('a string is left to the browser', () => {
  const { scope, requested, pending } = fakeWindow();
  scope.setTimeout('code()', 10);
  expect([...requested.values()]).toEqual([{ callback: 'code()', rest: [10] }]);
  expect(pending.size).toBe(0);
});

test('callbacks get their arguments and the window as `this`', () => {
  const { scope, requested, run } = fakeWindow();
  const callback = vi.fn<Callback>();
  run('timer', scope.setTimeout(callback, 10, 'a', 'b'));
  run('timer', scope.setTimeout(callback, LONGEST_MS + 1, 'long'));
  run('timer', scope.setInterval(callback, 10, 'c'));
  run('frame', scope.requestAnimationFrame(callback), 16.7);
  const deadline = { didTimeout: false };
  run('idle', scope.requestIdleCallback(callback, { timeout: 100 }), deadline);
  expect(callback.mock.calls).toEqual([['a', 'b'], ['long'], ['c'], [16.7], [deadline]]);
  expect(callback.mock.contexts.filter((each) => each === scope)).toHaveLength(4);
  expect(requested.get('idle 1')!.rest).toEqual([{ timeout: 100 }]);
});

test('an error of a callback is rethrown, and its timer has run', async () => {
  const { scope, run, pending } = fakeWindow();
  const id = scope.setTimeout(() => {
    throw new Error('of the app');
  });
  const drained = drains(pending);
  expect(() => run('timer', id)).toThrow('of the app');
  expect(await drained()).toBe(true);
});

test('a window without idle callbacks is watched too', () => {
  const { scope, pending } = fakeWindow(['requestIdleCallback', 'cancelIdleCallback']);
  scope.requestAnimationFrame(nothing);
  expect(pending.size).toBe(1);
  expect(scope.requestIdleCallback).toBeUndefined();
});
