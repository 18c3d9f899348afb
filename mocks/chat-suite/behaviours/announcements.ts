import { watchQuality } from '../../quality/test/watch-quality.ts';
import type { Behaviour } from '../behaviour.ts';

const SENTENCE = ['One ', 'sentence ', 'of ', 'an ', 'answer ', 'has ', 'eight ', 'words. '];
/** An answer in sentences, a word an event. */
export const SENTENCES = Array.from({ length: 5 }, () => SENTENCE).flat();
/** A sentence may be announced when it begins and when it ends, and so may the answer. */
const MOST = 2 * (SENTENCES.length / SENTENCE.length + 1);

/** What a person hears who cannot see. */
export const ANNOUNCEMENTS: readonly Behaviour[] = [
  {
    title: 'announces an answer, and not every word of it by itself',
    async check(lead) {
      const { expect } = lead;
      await lead.open();
      await lead.send(lead.course[0]!.text);
      const stream = await lead.playhead.nextStream();
      const quality = await watchQuality(lead.driver.log(lead.page), lead.playhead);
      const announcements = async () => (await quality.metrics()).announcements;
      while (stream.remaining > 0) await stream.step();
      await stream.finish();
      await expect.poll(announcements, { message: 'announced in live regions' }).toBeGreaterThan(0);
      expect(await announcements(), 'announcements').toBeLessThanOrEqual(MOST);
    },
  },
];
