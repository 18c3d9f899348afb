import { expect as base, type Locator } from '@playwright/test';
import { PlayheadError } from '../error.ts';
import type { Transcript } from '../protocols/transcript.ts';
import { firstMissing } from './shown.ts';

const TIMEOUT_MS = 5000;

/** Playwright's `expect`, which also knows transcripts. */
export const expect = base.extend({
  /**
   * Waits until the element shows what a transcript says: each line of each turn in order, and the
   * name of each tool call. Only letters and digits are compared, so that markdown may be rendered
   * in any way.
   * @param options.timeout in milliseconds, default 5,000
   */
  async toShowTranscript(
    locator: Locator,
    transcript: Transcript,
    { timeout = TIMEOUT_MS }: { timeout?: number } = {},
  ) {
    if (transcript.turns.length === 0) {
      throw new PlayheadError(
        'bad-option',
        'Cannot compare the transcript: it is empty, because the app has not asked yet. Wait for the app first, with nextStream().',
      );
    }
    let missing: string | undefined;
    let shown = '';
    const look = async () => {
      shown = (await locator.textContent({ timeout })) ?? '';
      missing = firstMissing(transcript, shown);
      base(missing === undefined).toBe(!this.isNot);
    };
    const pass = await base(look)
      .toPass({ timeout, intervals: [50, 100, 250] })
      .then(() => !this.isNot)
      .catch(() => this.isNot);
    const message = () =>
      this.isNot
        ? 'Expected the element not to show the transcript, and it shows all of it.'
        : `Expected the element to show the transcript.\nMissing: ${missing ?? 'the element'}\nShown: ${shown.slice(0, 500)}`;
    return { name: 'toShowTranscript', pass, message };
  },
});
