import { expect, type StreamMetrics, test } from 'playhead/playwright';
import { answer, askByItself, openChat } from '../../support/pages/chat-page.ts';

test.use({ cassette: answer, pace: 'manual' });

/** The answer in two messages, of which the first can be unmounted as a virtual list does it. */
const IN_TWO = `
  const first = log.querySelector('.earlier');
  const unmount = () => { first.remove(); log.style.paddingTop = '60px'; };
  if (count === 3) first.textContent = text;
  if (count > 3) show(text.slice('It is warm '.length))`;

/** What the page does with each event, and what is counted. The page sees 21 of the 22 events: the last is the end mark. */
const CASES: { [K in keyof StreamMetrics]?: [what: string, each: string, metric: number][] } = {
  announcements: [
    ['a status that changes with each event', 'status.textContent = text', 21],
    ['two changes at once', 'if (count === 3) status.append("one", "two")', 1],
    [
      'a silent part of a log',
      `answer.parentElement.ariaBusy = 'false'; answer.ariaLive = 'off'; answer.append(text)`,
      0,
    ],
    ['a region that is hidden', `status.ariaHidden = 'true'; status.textContent = text`, 0],
    ['a busy region, once it is not', 'answer.append(text)', 1],
    [
      'an alert that comes with its text',
      `if (count === 3) banner.innerHTML = '<p role="alert">Lost</p>'`,
      1,
    ],
    [
      'a status that comes with its text',
      `if (count === 3) banner.innerHTML = '<p role="status">Done</p>'`,
      0,
    ],
    ['text that goes', `if (count === 3) log.firstElementChild.remove()`, 0],
    ['a blank', `status.textContent = ' '.repeat(count)`, 0],
  ],
  remountsPerEvent: [
    ['a text that is set', 'answer.textContent = text', 0.909],
    [
      'an element that is mounted again',
      'log.lastElementChild.replaceWith(log.lastElementChild.cloneNode(true))',
      2.864,
    ],
    ['an element that moves', 'log.append(log.firstElementChild)', 0],
    [
      'an element that moves into a new one',
      `const box = document.createElement('div'); box.append(log.firstElementChild); log.append(box)`,
      0,
    ],
    [
      'an element that gives way to another',
      `answer.innerHTML = count % 2 ? '<i>one</i>' : '<b>two</b>'`,
      0,
    ],
    [
      'an icon that gives way to another',
      `answer.innerHTML = '<svg class="' + count + '"><path d="M0 ' + count + '"/></svg>'`,
      0,
    ],
    ['elements that are added', `answer.insertAdjacentHTML('beforeend', '<b>word</b>')`, 0],
  ],
  textRegressions: [
    ['an answer that grows', 'show(text)', 0],
    [
      'a state of the app',
      `show(text); answer.nextSibling?.remove(); answer.after('State ' + count)`,
      0,
    ],
    [
      'an answer in a shadow tree that its host gets in its place',
      `answer.shadowRoot ?? answer.attachShadow({ mode: 'open' });
       answer.shadowRoot.textContent = count === 9 ? '' : text`,
      1,
    ],
    ['an answer that is hidden', `show(text); answer.hidden = count === 9`, 1],
    [
      'a placeholder in the words of what comes later',
      `show(count < 3 ? 'Waiting for the rain from the west' : text)`,
      0,
    ],
    [
      'a state in words of what is told, and not shown yet',
      `show('It'); answer.nextSibling?.remove(); answer.after(count % 2 ? 'Keep it warm' : 'Keep it cold')`,
      0,
    ],
    ['a message that is unmounted out of sight', `${IN_TWO}; if (count === 18) unmount()`, 0],
    [
      'a message that is unmounted in sight',
      `${IN_TWO}; if (count === 18) { log.scrollTop = 0; unmount(); }`,
      1,
    ],
    ['an answer that ends shorter', `show(count > 20 ? 'It' : text)`, 1],
    [
      'an answer in a shadow tree',
      `if (!log.host) { log.append(log.host = document.createElement('div')); log.host.attachShadow({ mode: 'open' }); log.prepend(log.host); }
       log.host.shadowRoot.textContent = count === 9 ? '' : text`,
      1,
    ],
  ],
  scrollJumps: [
    ['a view that follows the end', 'show(text)', 0],
    ['a view that is moved up a little', 'if (count === 9) log.scrollTop -= 10', 1],
  ],
  layoutShift: [
    ['a change elsewhere', `show(text); if (count === 9) status.style.marginTop = '300px'`, 0],
  ],
};

for (const [metric, cases] of Object.entries(CASES)) {
  for (const [what, each, expected] of cases) {
    test(`${metric}: ${what}`, async ({ page, playhead }) => {
      await openChat(page, each);
      const recording = await playhead.record(page.getByRole('log'));
      await askByItself(page);
      await playhead.finish();
      const metrics = await recording.metrics();
      expect(metrics[metric as keyof StreamMetrics]).toBe(expected);
    });
  }
}
