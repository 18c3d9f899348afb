import {
  countOf,
  normalizeText,
  type VisibleLine,
  visibleLines,
} from '../../playwright/matchers/markdown-lines.ts';
import { normalizedText } from '../../playwright/matchers/element-text.ts';
import type { Behaviour } from '../behaviour.ts';

/** What a person sees once an answer is there. */
export const COMPLETED: readonly Behaviour[] = [
  {
    // A question that was not recorded fails every test: here all is asked and nothing goes wrong.
    title: 'asks what was recorded, and shows what was answered',
    async check(lead) {
      await lead.open();
      await lead.converse();
      await lead.showsAllSoFar();
      const { driver, expect, page } = lead;
      const answer = driver.answers(page).last();
      await expect(answer, 'the last answer').toBeVisible();
      const opaque = () =>
        answer.evaluate((each) => each.checkVisibility({ opacityProperty: true }));
      await expect.poll(opaque, { message: 'the last answer is opaque' }).toBe(true);
    },
  },
  {
    title: 'shows each answer once',
    async check(lead) {
      const { course, driver, expect, page } = lead;
      await lead.open();
      await lead.converse();
      await lead.showsAllSoFar();
      const texts = course.flatMap(({ responses }) => responses.map(({ turn }) => turn.text));
      const said = normalizeText(texts.join('\n'));
      const shown = await normalizedText(driver.answers(page));
      for (const [longest] of texts.map((text) => longestFirst(visibleLines(text)))) {
        if (!longest) continue;
        const times = countOf(longest, shown); // what stands there twice has all its lines twice
        expect(times, longest.text).toBeGreaterThan(0);
        expect(times, longest.text).toBeLessThanOrEqual(countOf(longest, said));
      }
    },
  },
  {
    title: 'shows no error beside a good answer',
    needs: ['error'],
    async check(lead) {
      await lead.open();
      await lead.converse();
      await lead.showsAllSoFar();
      await lead.expect(lead.driver.error!(lead.page).filter({ visible: true })).toHaveCount(0);
    },
  },
  {
    title: 'throws nothing that nobody catches',
    async check(lead) {
      const thrown: string[] = [];
      lead.page.on('pageerror', ({ message }) => thrown.push(message));
      await lead.open();
      await lead.converse();
      lead.expect(thrown, 'errors that nobody caught').toEqual([]);
    },
  },
  {
    title: 'passes the audit while it streams, and afterwards',
    needs: ['audit'],
    async check(lead) {
      const { driver, expect, page } = lead;
      const { stream, firstWords } = await lead.playUntilFirstWords();
      await stream.step(firstWords);
      expect(await driver.audit!(page), 'while it streams').toEqual([]);
      await stream.finish();
      expect(await driver.audit!(page), 'afterwards').toEqual([]);
    },
  },
];

function longestFirst(lines: readonly VisibleLine[]): VisibleLine[] {
  return lines.toSorted((one, other) => other.letters.source.length - one.letters.source.length);
}
