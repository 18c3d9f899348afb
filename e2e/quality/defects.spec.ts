import { test } from 'playhead/playwright';
import { expect, type StreamBudgets, type StreamMetrics } from 'playhead/quality';
import { answer, watchAnswer } from '../support/pages/chat-page.ts';

interface Defect {
  name: string;
  /** Handles an event in the page. */
  onEvent: string;
  metric: keyof StreamMetrics;
  value: unknown;
  /** Matches the line that explains the metric. */
  evidence: RegExp;
  budgets?: StreamBudgets;
}

/** Counts the events of the answer, and those that the page handles: all but the end mark. */
const SENT = 22;
const HANDLED = SENT - 1;

const DEFECTS: Defect[] = [
  {
    name: 'text that is written again at each event',
    onEvent: `log.lastElementChild.innerHTML = '<p><b>Answer</b> <i>' + text + '</i></p>'; follow()`,
    metric: 'remountsPerEvent',
    // Five nodes at each event but the first, which replaces a blank.
    value: expect.closeTo((5 * (HANDLED - 1)) / SENT, 2),
    evidence: /stream 1, event 2: \d remounted, first <p> "Answer It is"/,
  },
  {
    name: 'text that flickers',
    onEvent: `show(count === 10 ? 'It is' : text)`,
    metric: 'textRegressions',
    value: 1,
    evidence:
      /stream 1, event 10: ".*It is warm \*\*today,\*\* and it stays warm.*" became ".*It is"/,
  },
  {
    name: 'marks that are taken back',
    onEvent: `show(count > 4 ? text.replaceAll('**', '') : text)`,
    metric: 'textRegressions',
    value: 1,
    evidence: /event 5: ".*warm \*\*today,\*\*.*" became ".*warm today, and/,
  },
  {
    name: 'a banner that pushes the conversation down',
    onEvent: `show(text); if (count === 5) banner.style.height = '300px'`,
    metric: 'layoutShift',
    value: expect.any(Number),
    evidence: /0\.\d+: <div> "Earlier one/,
  },
  {
    name: 'a view that jumps to the top',
    onEvent: `answer.firstChild.data = text; log.scrollTop = 0`,
    metric: 'scrollJumps',
    value: expect.any(Number),
    evidence: /from \d+ px to 0 px, back up/,
  },
  {
    name: 'text that is announced word by word',
    onEvent: `show(text); status.textContent = text`,
    metric: 'announcements',
    value: HANDLED + 1, // the log itself, once the answer is complete
    evidence: /stream 1, event 1: #text "It"/,
  },
  {
    name: 'a task of 120 ms',
    onEvent: `show(text); if (count === 5) for (const from = performance.now(); performance.now() - from < 120;);`,
    metric: 'longestTask',
    value: expect.any(Number),
    evidence: /longestTask:\n {2}\d{3,} ms/,
    budgets: { longestTask: 100 },
  },
];

test.describe('toStreamWell', () => {
  test.use({ cassette: answer, pace: 'manual' });

  for (const { name, onEvent, metric, value, evidence, budgets } of DEFECTS) {
    test(`reports ${name} as ${metric}, and nothing else`, async ({ page, playhead }, testInfo) => {
      const quality = await watchAnswer(page, playhead, onEvent);
      await expect(expect(quality).toStreamWell(budgets)).rejects.toThrow(evidence);
      await expect(quality).not.toStreamWell(budgets);
      expect(await quality.metrics()).toMatchObject({ [metric]: value });
      const reports = testInfo.attachments.filter((each) => each.name.endsWith('as JSON'));
      expect(reports.map(({ body }) => overBudget(String(body)))).toEqual([[metric], [metric]]);
    });
  }
});

/** Lists the metrics over budget in the JSON of a report. */
function overBudget(report: string): string[] {
  const { metrics } = JSON.parse(report) as { metrics: { name: string; status: string }[] };
  return metrics.filter(({ status }) => status === 'over').map(({ name }) => name);
}
