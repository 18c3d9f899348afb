import { elementText } from '../../playwright/matchers/element-text.ts';
import { findMissingText } from '../../playwright/matchers/find-missing-text.ts';
import type { Transcript } from '../../protocols/transcript.ts';
import { expect as expectQuality } from '../../quality/test/expect.ts';
import { waitForInputToSettle, watchQuality } from '../../quality/test/watch-quality.ts';
import type { Behaviour } from '../behaviour.ts';

/** Steps this often through a response, as a UI that batches events would render it. */
const STEPS = 60;

/** Checks a UI while an answer streams. */
export const STREAMING: readonly Behaviour[] = [
  {
    id: 'show-first-text-early',
    title: 'shows the first text before the rest arrives',
    async check({ driver, expect, expectSentSoFar, page, playToFirstText }) {
      const { response, stream, eventsToFirstText } = await playToFirstText();
      await stream.step(eventsToFirstText);
      await expectSentSoFar();
      const answer = driver.answers(page).last();
      await expect(answer, 'the answer that has begun').toBeVisible();
      const complete: Transcript = { turns: [{ ...response.turn, toolCalls: [] }] };
      const missing = findMissingText(complete, await elementText(answer));
      expect(missing, 'text that is not shown, because it has not been sent').toBeDefined();
      await stream.finish();
    },
  },
  {
    id: 'grow-with-every-event',
    title: 'shows text grow with every event and takes none back',
    async check({ expectAllSent, expectSentSoFar, open, playConversation }) {
      await open();
      await playConversation(async (stream) => {
        while (stream.remaining > 0) {
          await stream.step();
          await expectSentSoFar();
        }
        await stream.finish();
        await expectAllSent();
      });
    },
  },
  {
    id: 'stream-smoothly',
    title: 'streams without layout shifts, jumps and flicker',
    async check({ driver, open, page, playConversation, playhead }) {
      await open();
      const quality = await watchQuality(driver.log(page), playhead);
      await playConversation(async (stream) => {
        await waitForInputToSettle(quality); // else the click on Send excuses layout shifts
        const size = Math.ceil(stream.remaining / STEPS);
        while (stream.remaining > 0) await stream.step(Math.min(size, stream.remaining));
        await stream.finish();
      });
      // Announcements are the subject of another behaviour.
      await expectQuality(quality).toStreamWell({ announcements: Infinity });
    },
  },
];
