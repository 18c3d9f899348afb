import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { watchTimings } from './timing.ts';

/** A document in a few lines: nodes with parents, and a browser that tells when it is asked. */
class FakeNode {
  readonly parentNode: FakeNode | null;
  readonly localName: string;
  readonly childNodes = [];
  constructor(localName: string, parentNode: FakeNode | null = null) {
    this.localName = localName;
    this.parentNode = parentNode;
  }
  getBoundingClientRect() {
    return { left: 0, right: 100, top: 0, bottom: 100 };
  }
}

const body = new FakeNode('body');
const log = new FakeNode('main', body);
const answer = new FakeNode('p', log);
const aside = new FakeNode('aside', body);

let onTheirWay: Record<string, object[]>;

class FakeObserver {
  static supportedEntryTypes = ['layout-shift', 'longtask'];
  private type = '';
  observe({ type }: { type: string }) {
    this.type = type;
  }
  takeRecords() {
    return onTheirWay[this.type]?.splice(0) ?? [];
  }
}

beforeEach(() => {
  onTheirWay = {};
  vi.stubGlobal('PerformanceObserver', FakeObserver);
  vi.stubGlobal('Element', FakeNode);
  vi.stubGlobal('ShadowRoot', Map);
  vi.stubGlobal('Text', Set);
});
afterEach(() => void vi.unstubAllGlobals());

const place = (left: number, top: number) => ({
  left,
  top,
  right: left + 10,
  bottom: top + 10,
});
const shift = (node: FakeNode | null, more: object = {}) => ({
  value: 0.2,
  hadRecentInput: false,
  sources: [{ node, currentRect: place(0, 0) }],
  ...more,
});

test.each<[what: string, entry: object, shifts: string[]]>([
  ['in the element', shift(answer), ['<p>']],
  ['of the element', shift(log), ['<main>']],
  ['around it', shift(body), ['<body>']],
  ['elsewhere', shift(aside), []],
  ['after input', shift(answer, { hadRecentInput: true }), []],
  ['of a node that is gone, in its place', shift(null), ['a node that is gone']],
  [
    'of a node that is gone, beside it',
    shift(null, { sources: [{ node: null, currentRect: place(100, 0) }] }),
    [],
  ],
  [
    'of a node that is gone, below it',
    shift(null, { sources: [{ node: null, currentRect: place(0, 100) }] }),
    [],
  ],
])('a shift %s', (_what, entry, shifts) => {
  const timings = watchTimings(log as unknown as Element);
  onTheirWay['layout-shift'] = [entry];
  expect(timings.shifts!().map(({ what }) => what)).toEqual(shifts);
});

test('keeps what it has taken, and forgets what was before', () => {
  const timings = watchTimings(log as unknown as Element);
  onTheirWay['longtask'] = [{ duration: 400 }];
  timings.forget();
  onTheirWay['longtask'] = [{ duration: 80 }];
  expect(timings.longTasks!()).toEqual([80]);
  onTheirWay['longtask'] = [{ duration: 90 }];
  expect(timings.longTasks!()).toEqual([80, 90]);
  timings.forget();
  expect(timings.longTasks!()).toEqual([]);
});

test('has no figure where the browser has no entries', () => {
  expect(watchTimings(log as unknown as Element).slowFrames).toBeUndefined();
});
