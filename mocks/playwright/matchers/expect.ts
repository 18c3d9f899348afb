import { expect as base, type Locator } from '@playwright/test';
import type { Repeated } from '../../browser/text.ts';
import { PlayheadError } from '../../util/error.ts';
import { checkOption, checkOptions, type OptionChecks } from '../../util/check-options.ts';
import type { Transcript } from '../../protocols/transcript.ts';
import type { AppRequest } from '../../playhead/app-request.ts';
import { parseTimeout } from '../../playhead/timeout.ts';
import { settlesWithin } from '../../util/settles-within.ts';
import { annotateUnjudged } from '../report/report-step.ts';
import { readElement } from './element-text.ts';
import { findMissingText, type ShownOptions } from './find-missing-text.ts';
import { callNames, findRepeatedCall } from './find-repeated-call.ts';
import { type AcceptedOptions, describeUnjudged, judgeRequests } from './judge-requests.ts';
import { matchRecording, type MatchRecordingOptions } from './match-recording.ts';

/** Playwright's `expect`, which also knows transcripts, recordings and what providers take. */
export const expect = base.extend({
  /**
   * Compares what requests change against the recorded ones with a snapshot of Playwright:
   * `expect(playhead.requests).toMatchRecording()`. See `MatchRecordingOptions`.
   * @throws PlayheadError `bad-option` for anything but requests of the playhead, `no-requests` for none of them.
   */
  toMatchRecording(requests: readonly AppRequest[], options: MatchRecordingOptions = {}) {
    return matchRecording(requests, options, this.isNot);
  },
  /**
   * Waits until the element shows what a transcript says: each line of each turn in order, with the
   * full stop, exclamation or question mark that ends it; the name of each tool call, in no more
   * equal cards side by side than there are calls; and a value, or a line, of each result. Otherwise
   * only letters and digits are compared, so that markdown may be rendered in any way.
   * @param options.timeout in milliseconds, default that of `expect`
   * @param options.toolNames whether the element shows the names of tools; default: true
   * @param options.toolResults whether the element shows what tools returned; default: true
   */
  async toShowTranscript(
    locator: Locator,
    transcript: Transcript,
    options: { timeout?: number } & ShownOptions = {},
  ) {
    if (transcript.turns.length === 0) {
      throw new PlayheadError(
        'no-requests',
        'Cannot compare the transcript: it is empty, because the app has sent no request yet. Wait for one first, with nextStream().',
      );
    }
    const { timeout = this.timeout, ...shownOptions } = checkOptions(options, SHOWN_CHECKS);
    const names = [...new Set(callNames(transcript))];
    let difference: string | undefined;
    let shown = '';
    let reading: Promise<unknown> = Promise.resolve();
    const look = async () => {
      const read = readElement(locator, names, { timeout });
      reading = read;
      const { text, repeated } = await read;
      shown = text;
      difference = findDifference(transcript, text, repeated, shownOptions);
      if ((difference === undefined) === this.isNot) throw new Error('looked at too early');
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
      return `${expected} within ${timeout / 1000} s.\n${difference}\nShown: ${shown.replaceAll(/\n+/g, '\n').slice(0, 500)}`;
    };
    return { name: 'toShowTranscript', pass, message };
  },

  /**
   * Checks that the provider would have taken each request of `playhead.requests`, by the rules that it
   * publishes: a replay answers what the real API refuses with 400. Requests of which no rule is known
   * do not count, and are listed in an annotation of the test.
   * @param options.except names of rules that do not count. Default: none
   * @throws PlayheadError `bad-option` for an unknown rule, `no-requests` where no request can be judged.
   */
  toBeAccepted(requests: readonly AppRequest[], options: AcceptedOptions = {}) {
    const judgement = judgeRequests(requests, options);
    const { refused, judged } = judgement;
    const unjudged = describeUnjudged(judgement);
    if (unjudged) annotateUnjudged(unjudged);
    const message = () => {
      const expected = `Expected the provider ${this.isNot ? 'not ' : ''}to accept the requests`;
      const found = this.isNot
        ? `${expected}, and it would accept all ${judged} of them.`
        : `${expected}, and it would refuse ${refused.length} of ${judged}.`;
      return [found, ...refused, ...(unjudged ? [unjudged] : [])].join('\n\n');
    };
    return { name: 'toBeAccepted', pass: refused.length === 0, message };
  },
});

const isSwitch = (name: string) => (value: unknown) =>
  checkOption(name, value, typeof value === 'boolean', 'true or false');

const SHOWN_CHECKS: OptionChecks<{ timeout?: number } & ShownOptions> = {
  timeout: (value) => void parseTimeout(value),
  toolNames: isSwitch('toolNames'),
  toolResults: isSwitch('toolResults'),
};

/** Describes what an element lacks of a transcript, or shows too often; undefined where all is well. */
function findDifference(
  transcript: Transcript,
  shown: string,
  repeated: readonly Repeated[],
  options: ShownOptions,
): string | undefined {
  const missing = findMissingText(transcript, shown, options);
  if (missing) return `Missing: ${missing}`;
  if (options.toolNames === false) return undefined;
  const again = findRepeatedCall(transcript, repeated);
  return again && `Shown too often: ${again}`;
}
