import type { TestInfo } from '@playwright/test';
import { expect, type StreamBudgets, type StreamFigures, test } from 'playhead/playwright';
import { answer, askByItself, openChat } from '../../support/pages/chat-page.ts';

type Name = keyof StreamFigures;

interface Defect {
  name: string;
  /** What the page does with each event. */
  each: string;
  figure: Name;
  /** What the message says of it. */
  said: RegExp;
  budgets?: StreamBudgets;
}

const DEFECTS: Defect[] = [
  {
    name: 'a text that is written anew for each event',
    each: `log.lastElementChild.innerHTML = '<p><b>Answer</b> <i>' + text + '</i></p>'; follow()`,
    figure: 'recreatedPerEvent',
    said: /stream 1, event 2: \d made anew, first <p> "Answer It is"/,
  },
  {
    name: 'a text that flickers',
    each: `show(count === 10 ? 'It is' : text)`,
    figure: 'textShrank',
    said: /stream 1, event 10: ".*It is warm \*\*today,\*\* and it stays warm.*" became ".*It is"/,
  },
  {
    name: 'marks that are taken back',
    each: `show(count > 4 ? text.replaceAll('**', '') : text)`,
    figure: 'textShrank',
    said: /event 5: ".*warm \*\*today,\*\*.*" became ".*warm today, and/,
  },
  {
    name: 'a banner that pushes the conversation down',
    each: `show(text); if (count === 5) banner.style.height = '300px'`,
    figure: 'layoutShift',
    said: /0\.\d+: <div> "Earlier one/,
  },
  {
    name: 'a view that jumps to the top',
    each: `answer.firstChild.data = text; log.scrollTop = 0`,
    figure: 'scrollJumps',
    said: /from \d+ px to 0 px, back up/,
  },
  {
    name: 'a text that is spoken word by word',
    each: `show(text); status.textContent = text`,
    figure: 'announcements',
    said: /stream 1, event 1: #text "It"/,
  },
  {
    name: 'a task of 120 ms',
    each: `show(text); if (count === 5) for (const from = performance.now(); performance.now() - from < 120;);`,
    figure: 'longestTask',
    said: /longestTask:\n  \d{3,} ms/,
    budgets: { longestTask: 100 },
  },
];

test.use({ cassette: answer, pace: 'manual' });

for (const { name, each, figure, said, budgets } of DEFECTS) {
  test(`${name}: ${figure} is over its budget, and nothing else`, async ({
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
    expect(verdicts(testInfo)).toEqual([[figure], [figure]]);
  });
}

/** The figures over budget, by use. */
function verdicts({ attachments }: TestInfo): Name[][] {
  const reports = attachments.filter(({ name }) => name.endsWith('as JSON'));
  return reports.map(({ body }) => {
    const { figures } = JSON.parse(String(body)) as { figures: { name: Name; verdict: string }[] };
    return figures.filter(({ verdict }) => verdict === 'over').map((each) => each.name);
  });
}
