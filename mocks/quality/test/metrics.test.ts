import { describe, expect, test } from 'vitest';
import type { Observations } from '../observations.ts';
import { measure, type WatchedStreams } from './metrics.ts';

const NOTHING: Observations = {
  remounts: [],
  textRegressions: [],
  scrollJumps: [],
  announcements: [],
  isConnected: true,
};

const TEXTS = ['Hi', 'It is done. Sunny, 25 °C.'];
const STREAMS: WatchedStreams = { events: 10, responses: 1, texts: () => TEXTS };

describe('measure', () => {
  test.each<
    [what: string, word: string, remaining: number, pairs: string[], texts: string[] | undefined]
  >([
    ['a word of the answer', 'Sunny,', 0, [], TEXTS],
    ['the beginning of a word', 'Sun', 0, ['done. Sun'], TEXTS],
    ['a word beside marks', 'done.', 0, ['is ~done.'], TEXTS],
    ['any word where no protocol reads the events', 'Running', 0, [], undefined],
  ])('counts the loss of %s', (_what, word, remaining, pairs, texts) => {
    expect(regressionsOf({ word, remaining, pairs }, texts)).toBe(1);
  });

  test.each<[what: string, word: string, remaining: number, pairs: string[]]>([
    ['a status of the UI', 'Running', 0, []],
    ['a status that the answer says, and still shows', 'done.', 1, []],
    ['a status in words of the answer', 'is', 0, ['What is', 'is up']],
  ])('does not count the loss of %s', (_what, word, remaining, pairs) => {
    expect(regressionsOf({ word, remaining, pairs }, TEXTS)).toBe(0);
  });

  test('does not count the loss of words that are said later', () => {
    const words = [{ word: 'Sunny,', remaining: 0, pairs: [] }];
    const textRegressions = [2, 3].map((position) => ({
      before: 'b',
      after: 'a',
      words,
      cursor: { stream: 0, position },
    }));
    const texts: WatchedStreams['texts'] = (cursor) => (cursor?.position === 3 ? TEXTS : ['Hi']);
    const { evidence } = measure({ ...NOTHING, textRegressions }, { ...STREAMS, texts });
    expect(evidence.textRegressions).toEqual(['stream 1, event 3: "b" became "a"']);
  });

  test('divides remounted nodes by events', () => {
    const remounts = [3, 4].map((nodes) => ({ nodes, first: '<p>' }));
    expect(measure({ ...NOTHING, remounts }, STREAMS).metrics.remountsPerEvent).toBe(7 / 10);
  });

  test('sums layout shifts, and lists the largest first', () => {
    const layoutShifts = [0.01, 0.02].map((score) => ({ score, node: `<p> "${score}"` }));
    const { metrics, evidence } = measure({ ...NOTHING, layoutShifts }, STREAMS);
    expect(metrics.layoutShift).toBe(0.03);
    expect(evidence.layoutShift).toEqual(['0.02: <p> "0.02"', '0.01: <p> "0.01"']);
  });

  test('finds the longest task, and lists the longest first', () => {
    const { metrics, evidence } = measure({ ...NOTHING, longTasks: [51, 400, 80] }, STREAMS);
    expect(metrics).toMatchObject({ longTasks: 3, longestTask: 400 });
    expect(evidence.longestTask).toEqual(['400 ms', '80 ms', '51 ms']);
  });

  test('leaves out what the browser does not report', () => {
    expect(measure(NOTHING, STREAMS).metrics).toMatchObject({
      layoutShift: undefined,
      longTasks: undefined,
      longestTask: undefined,
      slowFrames: undefined,
    });
  });
});

function regressionsOf(
  lost: { word: string; remaining: number; pairs: string[] },
  texts: string[] | undefined,
): number {
  const textRegressions = [{ before: 'b', after: 'a', words: [lost] }];
  const streams = { ...STREAMS, texts: () => texts };
  return measure({ ...NOTHING, textRegressions }, streams).metrics.textRegressions;
}
