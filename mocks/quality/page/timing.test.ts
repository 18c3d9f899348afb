import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { element, stubDom } from '../../test/fake-dom.ts';
import { watchTimings } from './timing.ts';

/** Holds the entries that the browser has not delivered yet, by type. */
let queued: Record<string, object[]>;

class FakeObserver {
  static supportedEntryTypes = ['layout-shift', 'longtask'];
  private type = '';
  observe({ type }: { type: string }) {
    this.type = type;
  }
  takeRecords() {
    return queued[this.type]?.splice(0) ?? [];
  }
}

beforeEach(() => {
  queued = {};
  stubDom();
  vi.stubGlobal('PerformanceObserver', FakeObserver);
});
afterEach(() => void vi.unstubAllGlobals());

const answer = element('p');
const log = element('main', {}, answer);
const aside = element('aside');
const body = element('body', {}, log, aside);

const place = (left: number, top: number) => ({ left, top, right: left + 10, bottom: top + 10 });
const shift = (node: Node | null, currentRect = place(0, 0), hadRecentInput = false) => ({
  value: 0.2,
  hadRecentInput,
  sources: [{ node, currentRect }],
});

describe('watchTimings', () => {
  test.each<[where: string, entry: object, nodes: string[]]>([
    ['in the element', shift(answer), ['<p>']],
    ['of the element', shift(log), ['<main>']],
    ['around it', shift(body), ['<body>']],
    ['of a removed node in its place', shift(null), ['a removed node']],
    ['elsewhere', shift(aside), []],
    ['after input', shift(answer, place(0, 0), true), []],
    ['of a removed node beside it', shift(null, place(100, 0)), []],
    ['of a removed node below it', shift(null, place(0, 100)), []],
  ])('attributes a shift %s', (_where, entry, nodes) => {
    const timings = watchTimings(log);
    queued['layout-shift'] = [entry];
    expect(timings.read().layoutShifts?.map(({ node }) => node)).toEqual(nodes);
  });

  test('keeps entries between reads, and drops them at a reset', () => {
    const timings = watchTimings(log);
    queued['longtask'] = [{ duration: 400 }];
    timings.reset();
    queued['longtask'] = [{ duration: 80 }];
    expect(timings.read().longTasks).toEqual([80]);
    queued['longtask'] = [{ duration: 90 }];
    expect(timings.read().longTasks).toEqual([80, 90]);
    timings.reset();
    expect(timings.read().longTasks).toEqual([]);
  });

  test('measures nothing where the browser has no entries', () => {
    expect(watchTimings(log).read().slowFrames).toBeUndefined();
  });
});
