import { describe, expect, test } from 'vitest';
import { evaluateBudgets } from './budgets.ts';
import { formatReport } from './format-report.ts';
import { measure, type WatchedStreams } from './metrics.ts';

const STREAMS: WatchedStreams = {
  events: 10,
  responses: 1,
  texts: () => ['Hi', 'It is done. Sunny, 25 °C.'],
};

describe('formatReport', () => {
  test('lists all metrics, and explains those over their budgets', () => {
    const measurement = measure(
      {
        layoutShifts: [{ score: 0.01234, node: '<p> "a"' }],
        longTasks: [51.4],
        slowFrames: [],
        remounts: Array.from({ length: 7 }, (_, position) => ({
          first: '<p> "a"',
          nodes: 2,
          cursor: { stream: 1, position },
        })),
        textRegressions: [
          {
            before: 'Sunny, 25',
            after: 'Sun',
            words: [{ word: 'Sunny,', remaining: 0, pairs: [] }],
            cursor: { stream: 0, position: 3 },
          },
        ],
        scrollJumps: [],
        announcements: [],
        isConnected: true,
      },
      STREAMS,
    );
    const rows = evaluateBudgets(measurement, { layoutShift: 0.05, announcements: undefined });
    expect(formatReport(rows, STREAMS)).toBe(`Watched: 10 events of 1 response

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
  stream 2, event 0: 2 remounted, first <p> "a"
  stream 2, event 1: 2 remounted, first <p> "a"
  stream 2, event 2: 2 remounted, first <p> "a"
  stream 2, event 3: 2 remounted, first <p> "a"
  stream 2, event 4: 2 remounted, first <p> "a"
  … and 2 more

textRegressions:
  stream 1, event 3: "Sunny, 25" became "Sun"`);
  });
});
