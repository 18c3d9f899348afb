import type { Transcript } from '../../protocols/transcript.ts';
import { expect as expectQuality } from '../../quality/test/expect.ts';
import { waitForInputToSettle, watchQuality } from '../../quality/test/watch-quality.ts';
import { findMissingText } from '../../playwright/matchers/find-missing-text.ts';
import { elementText } from '../../playwright/matchers/element-text.ts';
import type { Behaviour } from '../behaviour.ts';

/** A UI that batches is seen to render this often a response. */
const STEPS = 60;

/** What a person sees while an answer comes. */
export const STREAMING: readonly Behaviour[] = [
  {
    title: 'shows the first words before the rest arrives',
    async check(lead) {
      const { driver, expect, page } = lead;
      const { response, stream, firstWords } = await lead.playUntilFirstWords();
      await stream.step(firstWords);
      await lead.showsSoFar();
      const answer = driver.answers(page).last();
      await expect(answer).toBeVisible();
      const whole: Transcript = { turns: [{ ...response.turn, toolCalls: [] }] };
      const missing = findMissingText(whole, await elementText(answer));
      expect(missing, 'what has not been sent').toBeDefined();
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
          await lead.showsSoFar();
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
      const quality = await watchQuality(driver.log(page), playhead);
      await lead.converse(async (stream) => {
        await waitForInputToSettle(quality); // else the click on Send excuses layout shifts
        const size = Math.ceil(stream.remaining / STEPS);
        while (stream.remaining > 0) await stream.step(Math.min(size, stream.remaining));
        await stream.finish();
      });
      // Another behaviour covers announcements.
      await expectQuality(quality).toStreamWell({ announcements: Infinity });
    },
  },
];
