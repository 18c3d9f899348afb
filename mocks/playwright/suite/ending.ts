import { expect } from '../expect.ts';
import type { Behaviour } from './behaviour.ts';
import { countOf, lettersOf, shownLetters } from './letters.ts';

/** What a person sees once an answer is there. */
export const ENDING: readonly Behaviour[] = [
  {
    // A question that was not recorded fails every test: here all is asked and nothing goes wrong.
    title: 'asks what was recorded, and shows what was answered',
    async check(lead) {
      await lead.open();
      await lead.converse();
      await lead.showsAllSoFar();
    },
  },
  {
    title: 'shows each answer once',
    async check(lead) {
      const { course, driver, page } = lead;
      await lead.open();
      await lead.converse();
      await lead.showsAllSoFar();
      const texts = course.flatMap(({ responses }) =>
        responses.map(({ turn }) => lettersOf(turn.text)),
      );
      const said = texts.join('');
      const shown = await shownLetters(driver.answers(page));
      for (const text of texts) expect(countOf(text, shown), text).toBe(countOf(text, said));
    },
  },
  {
    title: 'shows no error beside a good answer',
    needs: ['error'],
    async check(lead) {
      await lead.open();
      await lead.converse();
      await lead.showsAllSoFar();
      await expect(lead.driver.error!(lead.page).filter({ visible: true })).toHaveCount(0);
    },
  },
  {
    title: 'throws nothing that nobody catches',
    async check(lead) {
      const thrown: string[] = [];
      lead.page.on('pageerror', ({ message }) => thrown.push(message));
      await lead.open();
      await lead.converse();
      expect(thrown).toEqual([]);
    },
  },
  {
    title: 'passes the audit while it streams, and afterwards',
    needs: ['audit'],
    async check(lead) {
      const { driver, page } = lead;
      const { stream } = await lead.toWords();
      await stream.until('text');
      expect(await driver.audit!(page), 'while it streams').toEqual([]);
      await stream.finish();
      expect(await driver.audit!(page), 'afterwards').toEqual([]);
    },
  },
];
