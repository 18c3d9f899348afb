import { expect, test } from 'playhead/playwright';
import { answer, watchAnswer } from '../support/pages/chat-page.ts';

// Covers what needs a browser: the unit tests of `text-regressions.ts` and `metrics.ts` have more cases.

/** Streams the answer as two messages, of which the first can be unmounted as virtual lists do. */
const TWO_MESSAGES = `
  const first = log.querySelector('.earlier');
  const unmount = () => { first.remove(); log.style.paddingTop = '60px'; };
  if (count === 3) first.textContent = text;
  if (count > 3) show(text.slice('It is warm '.length))`;

/** Moves the shadow tree of a new element to the log: the text streams into it. */
const SHADOW_TREE = `
  if (!log.host) {
    log.host = document.createElement('div');
    log.host.attachShadow({ mode: 'open' });
    log.prepend(log.host);
  }`;

const REGRESSIONS: [what: string, onEvent: string, count: number][] = [
  ['an answer that is hidden', `show(text); answer.hidden = count === 9`, 1],
  ['an answer that ends shorter', `show(count > 20 ? 'It' : text)`, 1],
  [
    'an answer in a shadow tree',
    `${SHADOW_TREE} log.host.shadowRoot.textContent = count === 9 ? '' : text`,
    1,
  ],
  [
    'an answer in a shadow tree that its host gets in its place',
    `answer.shadowRoot ?? answer.attachShadow({ mode: 'open' });
     answer.shadowRoot.textContent = count === 9 ? '' : text`,
    1,
  ],
  [
    'a message that is unmounted in view',
    `${TWO_MESSAGES}; if (count === 18) { log.scrollTop = 0; unmount(); }`,
    1,
  ],
  ['no message that is unmounted out of view', `${TWO_MESSAGES}; if (count === 18) unmount()`, 0],
  [
    'no placeholder in words of what is sent later',
    `show(count < 3 ? 'Waiting for the rain from the west' : text)`,
    0,
  ],
];

test.describe('textRegressions', () => {
  test.use({ cassette: answer, pace: 'manual' });

  for (const [what, onEvent, count] of REGRESSIONS) {
    test(`count ${what}`, async ({ page, playhead }) => {
      const quality = await watchAnswer(page, playhead, onEvent);
      expect(await quality.metrics()).toMatchObject({ textRegressions: count });
    });
  }
});
