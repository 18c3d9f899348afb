import { describe, expect, test } from 'vitest';
import { errorOf } from '../../test/error-of.ts';
import type { Observations } from '../observations.ts';
import { checkBudgets, evaluateBudgets, type StreamBudgets } from './budgets.ts';
import { measure, type WatchedStreams } from './metrics.ts';

const NOTHING: Observations = {
  layoutShifts: [],
  longTasks: [],
  slowFrames: [],
  remounts: [],
  textRegressions: [],
  scrollJumps: [],
  announcements: [],
  isConnected: true,
};

const STREAMS: WatchedStreams = {
  events: 10,
  responses: 1,
  texts: () => ['Hi', 'It is done. Sunny, 25 °C.'],
};

const WITHOUT_DEFAULT = {
  longTasks: 'no budget',
  longestTask: 'no budget',
  slowFrames: 'no budget',
};

/** Evaluates observations, and returns the statuses that are not `ok`. */
function statuses(observations: Partial<Observations>, budgets: StreamBudgets = {}) {
  const rows = evaluateBudgets(measure({ ...NOTHING, ...observations }, STREAMS), budgets);
  const others = rows.filter(({ status }) => status !== 'ok');
  return Object.fromEntries(others.map(({ name, status }) => [name, status]));
}

const announce = (times: number) => Array.from({ length: times }, () => ({ text: 'a' }));
const shift = (...scores: number[]) => scores.map((score) => ({ score, node: '<p>' }));

describe('evaluateBudgets', () => {
  test('compares the timings only with given budgets', () => {
    const slow = { longTasks: [80, 300], slowFrames: [60] };
    expect(statuses(slow)).toEqual(WITHOUT_DEFAULT);
    expect(statuses(slow, { longTasks: 1, longestTask: 299, slowFrames: 1 })).toEqual({
      longTasks: 'over',
      longestTask: 'over',
    });
  });

  test.each<[what: string, observations: Partial<Observations>]>([
    ['shifts up to 0.1', { layoutShifts: shift(0.05, 0.05) }],
    ['one remounted node an event', { remounts: [{ first: '<p>', nodes: 10 }] }],
    ['an announcement a sentence, and four for the UI', { announcements: announce(7) }],
  ])('allows %s by default', (_what, observations) => {
    expect(statuses(observations)).toEqual(WITHOUT_DEFAULT);
  });

  test.each<[what: string, observations: Partial<Observations>, name: string]>([
    ['larger shifts', { layoutShifts: shift(0.05, 0.06) }, 'layoutShift'],
    [
      'more than one remounted node an event',
      { remounts: [{ first: '<p>', nodes: 11 }] },
      'remountsPerEvent',
    ],
    ['a jump', { scrollJumps: [{ from: 9, to: 0, reason: 'back up' }] }, 'scrollJumps'],
    ['more announcements', { announcements: announce(8) }, 'announcements'],
  ])('does not allow %s by default', (_what, observations, name) => {
    expect(statuses(observations)).toEqual({ ...WITHOUT_DEFAULT, [name]: 'over' });
  });

  test('disables a budget of Infinity', () => {
    const measurement = measure({ ...NOTHING, announcements: announce(99) }, STREAMS);
    const rows = evaluateBudgets(measurement, { announcements: Infinity });
    expect(rows.find(({ name }) => name === 'announcements')).toMatchObject({
      value: 99,
      budget: undefined,
      status: 'no budget',
    });
  });

  test('rejects a budget for what the browser does not measure, and only that', () => {
    const { layoutShifts: _shifts, slowFrames: _frames, ...observations } = NOTHING;
    const measurement = measure(observations, STREAMS);
    expect(evaluateBudgets(measurement, {}).map(({ status }) => status)).toEqual([
      'not measured',
      ...Array<string>(4).fill('ok'),
      ...Array<string>(2).fill('no budget'),
      'not measured',
    ]);
    expect(() => evaluateBudgets(measurement, { layoutShift: 0.1 })).toThrow(
      /layoutShift.*Chromium/,
    );
  });
});

describe('checkBudgets', () => {
  test('accepts numbers from 0, Infinity and undefined', () => {
    const budgets = { layoutShift: 0, announcements: Infinity, longTasks: undefined };
    expect(() => checkBudgets(budgets)).not.toThrow();
  });

  test.each<[what: string, budgets: unknown, words: RegExp]>([
    ['NaN', { layoutShift: NaN }, /layoutShift.*NaN/],
    ['a negative number', { textRegressions: -1 }, /textRegressions.*-1/],
    ['a string', { longTasks: '1' }, /longTasks.*"1"/],
    ['a misspelt name', { layoutShifts: 1 }, /layoutShifts.*"layoutShift"/],
    ['a number', 5, /budgets.*5/],
    ['null', null, /budgets.*null/],
  ])('rejects %s', (_what, budgets, words) => {
    const { code, message } = errorOf(() => checkBudgets(budgets as StreamBudgets));
    expect(code).toBe('bad-option');
    expect(message).toMatch(words);
  });
});
