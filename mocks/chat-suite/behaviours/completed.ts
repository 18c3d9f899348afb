import { normalizedText } from '../../playwright/matchers/element-text.ts';
import {
  countOf,
  type VisibleLine,
  visibleLines,
} from '../../playwright/matchers/markdown-lines.ts';
import { normalizeText } from '../../util/text.ts';
import type { Behaviour } from '../behaviour.ts';
import type { Scenario } from '../scenario.ts';

/** Checks a UI once an answer is complete. */
export const COMPLETED: readonly Behaviour[] = [
  {
    // Any other request than the recorded ones fails any of these tests: this one plays them all.
    id: 'replay-conversation',
    title: 'sends the recorded requests and shows the recorded answers',
    async check(scenario) {
      await playAll(scenario);
      const { driver, expect, page } = scenario;
      const answer = driver.answers(page).last();
      const message = 'the last answer is visible and opaque';
      const isOpaque = () =>
        answer.evaluate((each) => each.checkVisibility({ opacityProperty: true }));
      await expect(answer, message).toBeVisible();
      await expect.poll(isOpaque, { message }).toBe(true);
    },
  },
  {
    id: 'show-answers-once',
    title: 'shows each answer once',
    async check(scenario) {
      await playAll(scenario);
      const { conversation, driver, expect, page } = scenario;
      const texts = conversation.flatMap(({ responses }) => responses.map(({ turn }) => turn.text));
      const recorded = normalizeText(texts.join('\n'));
      const shown = await normalizedText(driver.answers(page));
      for (const text of texts) {
        const line = longestOf(visibleLines(text)); // an answer shown twice shows all lines twice
        if (!line) continue;
        const times = countOf(line, shown);
        const message = `times that the answers show ${JSON.stringify(line.text)}`;
        expect(times, message).toBeGreaterThan(0);
        expect(times, message).toBeLessThanOrEqual(countOf(line, recorded));
      }
    },
  },
  {
    id: 'no-error-on-success',
    title: 'shows no error next to a complete answer',
    needs: ['error'],
    async check(scenario) {
      await playAll(scenario);
      const message = 'visible errors next to a complete answer';
      await scenario.expect(scenario.errors(), message).toHaveCount(0);
    },
  },
  {
    id: 'no-uncaught-error',
    title: 'throws no uncaught error',
    async check({ expect, open, page, playConversation }) {
      const errors: string[] = [];
      page.on('pageerror', ({ message }) => errors.push(message));
      await open();
      await playConversation();
      expect(errors, 'uncaught errors of the page').toEqual([]);
    },
  },
  {
    id: 'pass-audit',
    title: 'passes the audit during and after streaming',
    needs: ['audit'],
    async check({ driver, expect, page, playToFirstText }) {
      const { stream, eventsToFirstText } = await playToFirstText();
      await stream.step(eventsToFirstText);
      expect(await driver.audit!(page), 'violations during streaming').toEqual([]);
      await stream.finish();
      expect(await driver.audit!(page), 'violations after streaming').toEqual([]);
    },
  },
];

async function playAll({ expectAllSent, open, playConversation }: Scenario): Promise<void> {
  await open();
  await playConversation();
  await expectAllSent();
}

function longestOf(lines: readonly VisibleLine[]): VisibleLine | undefined {
  return lines.toSorted((one, other) => other.pattern.source.length - one.pattern.source.length)[0];
}
