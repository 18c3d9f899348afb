import { expect } from '../expect.ts';
import type { Behaviour } from './behaviour.ts';
import { lettersOf, shownLetters } from './letters.ts';

/** What a person sees while an answer comes. */
export const STREAMING: readonly Behaviour[] = [
  {
    title: 'shows the first words before the rest arrives',
    async check(lead) {
      const { driver, page } = lead;
      const { response, stream } = await lead.toWords();
      await stream.until('text');
      await lead.showsAllSoFar();
      await expect(driver.answers(page).last()).toBeVisible();
      const shown = await shownLetters(driver.answers(page));
      expect(shown, 'what has not been sent').not.toContain(lettersOf(response.turn.text));
      await stream.finish();
    },
  },
  {
    title: 'shows the text grow with every event, and takes nothing back',
    async check(lead) {
      await lead.open();
      await lead.converse(async (stream) => {
        while (stream.remaining > 0) {
          await stream.step();
          await lead.showsAllSoFar();
        }
        await stream.finish();
        await lead.showsAllSoFar();
      });
    },
  },
  // 'streams well' comes here: lead.converse() while playhead.record(driver.log(page)) is on, then
  // expect(recording).toStreamWell().
];
