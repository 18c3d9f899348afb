import type { TestInfo } from '@playwright/test';
import { expect, type StreamBudgets, type StreamMetrics, test } from 'playhead/playwright';
import { answer, askByItself, openChat } from '../../support/pages/chat-page.ts';

type Name = keyof StreamMetrics;

interface Defect {
  name: string;
  /** What the page does with each event. */
  each: string;
  metric: Name;
  /** What the message says of it. */
  said: RegExp;
  budgets?: StreamBudgets;
}

const DEFECTS: Defect[] = [
  {
    name: 'a text that is written anew for each event',
    each: `log.lastElementChild.innerHTML = '<p><b>Answer</b> <i>' + text + '</i></p>'; follow()`,
    metric: 'remountsPerEvent',
    said: /stream 1, event 2: \d made anew, first <p> "Answer It is"/,
  },
  {
    name: 'a text that flickers',
    each: `show(count === 10 ? 'It is' : text)`,
    metric: 'textRegressions',
    said: /stream 1, event 10: ".*It is warm \*\*today,\*\* and it stays warm.*" became ".*It is"/,
  },
  {
    name: 'marks that are taken back',
    each: `show(count > 4 ? text.replaceAll('**', '') : text)`,
    metric: 'textRegressions',
    said: /event 5: ".*warm \*\*today,\*\*.*" became ".*warm today, and/,
  },
  {
    name: 'a banner that pushes the conversation down',
    each: `show(text); if (count === 5) banner.style.height = '300px'`,
    metric: 'layoutShift',
    said: /0\.\d+: <div> "Earlier one/,
  },
  {
    name: 'a view that jumps to the top',
    each: `answer.firstChild.data = text; log.scrollTop = 0`,
    metric: 'scrollJumps',
    said: /from \d+ px to 0 px, back up/,
  },
  {
    name: 'a text that is spoken word by word',
    each: `show(text); status.textContent = text`,
    metric: 'announcements',
    said: /stream 1, event 1: #text "It"/,
  },
  {
    name: 'a task of 120 ms',
    each: `show(text); if (count === 5) for (const from = performance.now(); performance.now() - from < 120;);`,
    metric: 'longestTask',
    said: /longestTask:\n  \d{3,} ms/,
    budgets: { longestTask: 100 },
  },
];

test.use({ cassette: answer, pace: 'manual' });

for (const { name, each, metric, said, budgets } of DEFECTS) {
  test(`${name}: ${metric} is over its budget, and nothing else`, async ({
    page,
    playhead,
  }, testInfo) => {
    await openChat(page, each);
    const recording = await playhead.record(page.getByRole('log'));
    await askByItself(page);
    await playhead.finish();
    const judged = expect(expect(recording).toStreamWell(budgets));
    await judged.rejects.toThrow(said);
    await expect(recording).not.toStreamWell(budgets);
    expect(statuses(testInfo)).toEqual([[metric], [metric]]);
  });
}

/** The metrics over budget, by use. */
function statuses({ attachments }: TestInfo): Name[][] {
  const reports = attachments.filter(({ name }) => name.endsWith('as JSON'));
  return reports.map(({ body }) => {
    const { metrics } = JSON.parse(String(body)) as { metrics: { name: Name; status: string }[] };
    return metrics.filter(({ status }) => status === 'over').map((each) => each.name);
  });
}
