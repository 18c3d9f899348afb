import { watchQuality } from '../../quality/test/watch-quality.ts';
import type { Behaviour } from '../behaviour.ts';

const SENTENCE = ['One ', 'sentence ', 'of ', 'an ', 'answer ', 'has ', 'eight ', 'words. '];
const COUNT = 5;
/** Streams an answer of several sentences, a word an event. */
export const SENTENCES = Array.from({ length: COUNT }, () => SENTENCE).flat();
/** Allows two announcements for each sentence and for the answer: at its start and at its end. */
const MOST = 2 * (COUNT + 1);
const MESSAGE = `screen-reader announcements for ${COUNT} sentences: a listener follows no more than two per sentence`;

export const ANNOUNCEMENTS: readonly Behaviour[] = [
  {
    id: 'announce-by-sentence',
    title: 'announces an answer by the sentence, not by the token',
    async check({ conversation, driver, expect, open, page, playhead, send }) {
      await open();
      await send(conversation[0]!.text);
      const stream = await playhead.nextStream();
      const quality = await watchQuality(driver.log(page), playhead);
      const announcements = async () => (await quality.metrics()).announcements;
      while (stream.remaining > 0) await stream.step();
      await stream.finish();
      await expect.poll(announcements, { message: MESSAGE }).toBeGreaterThan(0);
      expect(await announcements(), MESSAGE).toBeLessThanOrEqual(MOST);
    },
  },
];
