import { expect, test } from 'vitest';
import type { Observations } from '../observations.ts';
import type { StreamBudgets } from './budgets.ts';
import { measure, type WatchedStreams } from './metrics.ts';
import { evaluateBudgets } from './evaluate.ts';
import { describeRows } from './table.ts';

const NOTHING: Observations = {
  shifts: [],
  longTasks: [],
  slowFrames: [],
  remounts: [],
  losses: [],
  jumps: [],
  announced: [],
  isConnected: true,
};

const TEXTS = ['Hi', 'It is done. Sunny, 25 °C.'];
const TOLD: WatchedStreams = { events: 10, responses: 1, texts: () => TEXTS };
const at = { stream: 0, position: 3 };

/** The statuses that are not `ok`. */
function statuses(seen: Partial<Observations>, budgets: StreamBudgets = {}, told = TOLD) {
  const rows = evaluateBudgets(measure({ ...NOTHING, ...seen }, told), budgets);
  const others = rows.filter(({ status }) => status !== 'ok');
  return Object.fromEntries(others.map(({ name, status }) => [name, status]));
}

const spoken = (times: number) => Array.from({ length: times }, () => ({ text: 'a' }));

const UNJUDGED = {
  longTasks: 'no budget',
  longestTask: 'no budget',
  slowFrames: 'no budget',
};

test('judges times only where a budget is given', () => {
  expect(statuses({ longTasks: [80, 300], slowFrames: [60] })).toEqual(UNJUDGED);
  const budgets = { longTasks: 1, longestTask: 299, slowFrames: 1 };
  expect(statuses({ longTasks: [80, 300], slowFrames: [60] }, budgets)).toEqual({
    longTasks: 'over',
    longestTask: 'over',
  });
});

test.each<[what: string, seen: Partial<Observations>, over: string[]]>([
  ['shifts up to 0.1', { shifts: [0.05, 0.05].map((score) => ({ score, what: '<p>' })) }, []],
  [
    'shifts of more',
    { shifts: [0.05, 0.06].map((score) => ({ score, what: '<p>' })) },
    ['layoutShift'],
  ],
  ['one node anew an event', { remounts: [{ what: '<p>', nodes: 10 }] }, []],
  ['more than one', { remounts: [{ what: '<p>', nodes: 11 }] }, ['remountsPerEvent']],
  ['a jump', { jumps: [{ from: 9, to: 0, why: 'back up' }] }, ['scrollJumps']],
  ['a sentence each and four for the app', { announced: spoken(7) }, []],
  ['more than that', { announced: spoken(8) }, ['announcements']],
])('the defaults: %s', (_what, seen, over) => {
  expect(statuses(seen)).toEqual({
    ...UNJUDGED,
    ...Object.fromEntries(over.map((name) => [name, 'over'])),
  });
});

test.each<
  [what: string, word: string, left: number, pairs: string[], texts: string[] | undefined, number]
>([
  ['a word of the answer', 'Sunny,', 0, [], TEXTS, 1],
  ['the beginning of one', 'Sun', 0, ['done. Sun'], TEXTS, 1],
  ['a word beside marks', 'done.', 0, ['is ~done.'], TEXTS, 1],
  ['a state of the app', 'Running', 0, [], TEXTS, 0],
  ['a state that the answer names, and shows still', 'done.', 1, [], TEXTS, 0],
  ['a state in words of the answer', 'is', 0, ['What is', 'is up'], TEXTS, 0],
  ['any word, where no protocol tells', 'Running', 0, [], undefined, 1],
])('text has shrunk by %s', (_what, word, left, pairs, texts, shrank) => {
  const losses = [{ before: 'b', after: 'a', words: [{ word, left, pairs }] }];
  const { metrics } = measure({ ...NOTHING, losses }, { ...TOLD, texts: () => texts });
  expect(metrics.textRegressions).toBe(shrank);
});

test('text has not shrunk by what was told only later', () => {
  const words = [{ word: 'Sunny,', left: 0, pairs: [] }];
  const losses = [2, 3].map((position) => ({
    before: 'b',
    after: 'a',
    words,
    at: { stream: 0, position },
  }));
  const texts = (where?: { position: number }) => (where?.position === 3 ? TEXTS : ['Hi']);
  const { evidence } = measure({ ...NOTHING, losses }, { ...TOLD, texts });
  expect(evidence.textRegressions).toEqual(['stream 1, event 3: "b" became "a"']);
});

test('the longest come first', () => {
  const { evidence } = measure({ ...NOTHING, longTasks: [51, 400, 80] }, TOLD);
  expect(evidence.longestTask).toEqual(['400 ms', '80 ms', '51 ms']);
});

test('what may be without end is no budget', () => {
  const found = measure({ ...NOTHING, announced: spoken(99) }, TOLD);
  const rows = evaluateBudgets(found, { announcements: Infinity });
  expect(rows.find(({ name }) => name === 'announcements')).toMatchObject({
    value: 99,
    budget: undefined,
    status: 'no budget',
  });
});

test('a metric that the browser does not tell is no fault, unless it has a budget', () => {
  const { shifts: _shifts, slowFrames: _frames, ...seen } = NOTHING;
  const found = measure(seen, TOLD);
  expect(evaluateBudgets(found, {}).map(({ status }) => status)).toEqual([
    'not measured',
    ...Array<string>(4).fill('ok'),
    ...Array<string>(2).fill('no budget'),
    'not measured',
  ]);
  expect(() => evaluateBudgets(found, { layoutShift: 0.1 })).toThrow(
    'Cannot evaluate layoutShift: this browser does not measure it. Remove its budget here, or use Chromium.',
  );
});

test('the message has all metrics, and for those over budget what they were counted from', () => {
  const found = measure(
    {
      ...NOTHING,
      shifts: [{ score: 0.01234, what: '<p> "a"' }],
      longTasks: [51.4],
      losses: [
        { before: 'Sunny, 25', after: 'Sun', words: [{ word: 'Sunny,', left: 0, pairs: [] }], at },
      ],
      remounts: Array.from({ length: 7 }, (_, position) => ({
        what: '<p> "a"',
        nodes: 2,
        at: { stream: 1, position },
      })),
    },
    TOLD,
  );
  expect(
    describeRows(evaluateBudgets(found, { layoutShift: 0.05, announcements: undefined }), TOLD),
  ).toBe(`Watched: 10 events of 1 response

  metric            measured  budget  status
  layoutShift       0.012     0.05    ok
  remountsPerEvent  1.4       1       over
  textRegressions   1         0       over
  scrollJumps       0         0       ok
  announcements     0         7       ok
  longTasks         1         –       no budget
  longestTask       51        –       no budget
  slowFrames        0         –       no budget

remountsPerEvent:
  stream 2, event 0: 2 made anew, first <p> "a"
  stream 2, event 1: 2 made anew, first <p> "a"
  stream 2, event 2: 2 made anew, first <p> "a"
  stream 2, event 3: 2 made anew, first <p> "a"
  stream 2, event 4: 2 made anew, first <p> "a"
  … and 2 more

textRegressions:
  stream 1, event 3: "Sunny, 25" became "Sun"`);
});
