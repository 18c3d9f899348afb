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
  {
    title: 'streams well, without jumps and flicker',
    async check(lead) {
      const { driver, page, playhead } = lead;
      await lead.open();
      const recording = await playhead.record(driver.log(page));
      await lead.converse((stream) => stream.finish());
      // What is announced, another behaviour tells.
      await expect(recording).toStreamWell({ announcements: Number.MAX_SAFE_INTEGER });
    },
  },
];
