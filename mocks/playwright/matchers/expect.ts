import { expect as base, type Locator } from '@playwright/test';
import { PlayheadError } from '../../util/error.ts';
import type { Transcript } from '../../protocols/transcript.ts';
import { settlesWithin } from '../fixture/page-health.ts';
import { findMissingText } from './find-missing-text.ts';
import { elementText } from './element-text.ts';

/** Playwright's `expect`, which also knows transcripts. */
export const expect = base.extend({
  /**
   * Waits until the element shows what a transcript says: each line of each turn in order, and the
   * name of each tool call. Only letters and digits are compared, so that markdown may be rendered
   * in any way.
   * @param options.timeout in milliseconds, default that of `expect`
   */
  async toShowTranscript(
    locator: Locator,
    transcript: Transcript,
    options: { timeout?: number } = {},
  ) {
    if (transcript.turns.length === 0) {
      throw new PlayheadError(
        'bad-option',
        'Cannot compare the transcript: it is empty, because the app has sent no request yet. Wait for one first, with nextStream().',
      );
    }
    const { timeout = this.timeout } = options;
    let missing: string | undefined;
    let shown = '';
    let reading: Promise<string> = Promise.resolve('');
    const look = async () => {
      reading = elementText(locator, { timeout });
      shown = await reading;
      missing = findMissingText(transcript, shown);
      base(missing === undefined).toBe(!this.isNot);
    };
    const pass = await base(look)
      .toPass({ timeout, intervals: [50, 100, 250] })
      .then(() => !this.isNot)
      .catch(() => this.isNot);
    const failure = (await settlesWithin(reading))
      ? await reading.then(() => undefined, String)
      : 'The page does not answer.';
    const message = () => {
      const expected = `Expected the element ${this.isNot ? 'not ' : ''}to show the transcript`;
      if (failure) return `${expected}, and it could not be read.\n${failure}`;
      if (this.isNot) return `${expected}, and it shows all of it.`;
      return `${expected} within ${timeout / 1000} s.\nMissing: ${missing}\nShown: ${shown.replaceAll(/\n+/g, '\n').slice(0, 500)}`;
    };
    return { name: 'toShowTranscript', pass, message };
  },
});
