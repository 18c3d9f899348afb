import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, test } from 'vitest';
import { watchObservers } from './observers.ts';

const NAMES = ['ResizeObserver', 'IntersectionObserver'] as const;

/** A window of boxes; its frames come when the test says so. */
function fakeWindow() {
  const called: string[] = [];
  const observer = () =>
    class {
      observe(_element: unknown, options?: object) {
        called.push(`observe ${JSON.stringify(options)}`);
      }
      unobserve() {
        called.push('unobserve');
      }
      disconnect() {
        called.push('disconnect');
      }
    };
  const frames: (() => void)[] = [];
  const scope = {
    ResizeObserver: observer(),
    IntersectionObserver: observer(),
    requestAnimationFrame: (callback: () => void) => frames.push(callback),
  } as unknown as Window & typeof globalThis;
  const askForNews = watchObservers(scope);
  return {
    called,
    observe: (name: (typeof NAMES)[number], ...boxes: Box[]) => {
      const made = new scope[name](() => {});
      for (const box of boxes) made.observe(box as unknown as Element);
      return made;
    },
    /** Counts the frames that are requested now; they come at once. */
    countRequests() {
      askForNews();
      return frames.splice(0).map((frame) => frame()).length;
    },
    askForNews,
    frames,
  };
}

class Box {
  x = 0;
  y = 0;
  width = 0;
  height = 0;
  getBoundingClientRect() {
    return this;
  }
}

const box = (width: number, height: number) => Object.assign(new Box(), { width, height });

test('a page that observes nothing gets no frame', () => {
  expect(fakeWindow().countRequests()).toBe(0);
});

test.each(NAMES)('a %s is called for what it begins to observe, once', (name) => {
  const page = fakeWindow();
  page.observe(name, box(10, 20));
  expect([page.countRequests(), page.countRequests()]).toEqual([1, 0]);
});

test('an observer of sizes is not called for a hidden element', () => {
  const page = fakeWindow();
  page.observe('ResizeObserver', box(0, 0));
  expect(page.countRequests()).toBe(0);
});

test.each(NAMES)('a %s is called for each change of size', (name) => {
  const page = fakeWindow();
  const seen = box(10, 20);
  page.observe(name, box(1, 1), seen);
  page.countRequests();
  seen.height = 20.5;
  expect([page.countRequests(), page.countRequests()]).toEqual([1, 0]);
  seen.width = 9;
  expect([page.countRequests(), page.countRequests()]).toEqual([1, 0]);
});

test.each([
  ['ResizeObserver', 0],
  ['IntersectionObserver', 1],
] as const)('a %s is called for a move in %i frames', (name, frames) => {
  const page = fakeWindow();
  const seen = box(10, 20);
  page.observe(name, seen);
  page.countRequests();
  seen.y = -400;
  expect(page.countRequests()).toBe(frames);
  seen.x = 5;
  expect(page.countRequests()).toBe(frames);
});

test('one frame is requested at a time', () => {
  const page = fakeWindow();
  page.observe('ResizeObserver', box(10, 20));
  page.askForNews();
  page.askForNews();
  expect(page.frames).toHaveLength(1);
});

test('a change after the frame takes another one', () => {
  const page = fakeWindow();
  const seen = box(10, 20);
  page.observe('ResizeObserver', seen);
  page.askForNews();
  seen.width = 11;
  page.frames.shift()!();
  expect(page.countRequests()).toBe(0);
  seen.width = 12;
  expect(page.countRequests()).toBe(1);
});

test('an element that is not observed any more takes no frame', () => {
  const page = fakeWindow();
  const [first, second] = [box(10, 20), box(10, 20)];
  const observer = page.observe('ResizeObserver', first, second);
  page.countRequests();
  observer.unobserve(first as unknown as Element);
  first.width = 11;
  expect(page.countRequests()).toBe(0);
  second.width = 11;
  observer.disconnect();
  expect(page.countRequests()).toBe(0);
});

test('one observer may release an element that another one keeps', () => {
  const page = fakeWindow();
  const seen = box(10, 20);
  const [first] = [page.observe('ResizeObserver', seen), page.observe('ResizeObserver', seen)];
  page.countRequests();
  first.disconnect();
  seen.width = 11;
  expect(page.countRequests()).toBe(1);
});

test.each(NAMES)('a %s that is never disconnected keeps no element in memory', async (name) => {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  const page = fakeWindow();
  const observed = () => {
    const lost = box(10, 20);
    page.observe(name, lost);
    page.countRequests();
    return new WeakRef(lost);
  };
  const lost = observed();
  await new Promise(setImmediate); // a reference lives for as long as the task that made it
  collect();
  expect(lost.deref()).toBeUndefined();
  expect(page.countRequests()).toBe(0);
});

test('the observers of the page work as before', () => {
  const page = fakeWindow();
  const seen = box(10, 20) as unknown as Element;
  const observer = page.observe('ResizeObserver');
  observer.observe(seen, { box: 'border-box' });
  observer.unobserve(seen);
  observer.disconnect();
  expect(page.called).toEqual(['observe {"box":"border-box"}', 'unobserve', 'disconnect']);
});
