import { test } from '@playwright/test';
import type { Shown } from '../../browser/channel.ts';
import type { Reporter } from '../../playhead/reporter.ts';
import { bodyText } from '../../wire/body.ts';
import type { WireEvent } from '../../wire/event.ts';
import { PlayheadError } from '../../util/error.ts';
import { currentCallSite, fromCallSite } from './call-site.ts';

/** More events than this are not shown with their step: the attachment of a failed test has them. */
const SHOWN_EVENTS = 20;

/**
 * Runs something as a step of the test, at the line of the user's code that called. The events
 * it sends are steps in it: reports show no other detail of a step that has not failed.
 */
export function reportStep<T>(
  title: string,
  events: readonly WireEvent[],
  body: () => Promise<T>,
): Promise<T> {
  return fromCallSite(() => {
    const site = currentCallSite();
    const options = site && { location: site.location };
    const shown = events.length > SHOWN_EVENTS ? [] : events;
    const attempt = () =>
      body().catch((error: unknown) => {
        // Of what failed in the package, the line that called it is what a user can act on.
        if (site && error instanceof PlayheadError) {
          error.stack = [`${error.name}: ${error.message}`, ...site.frames].join('\n');
        }
        throw error;
      });
    const run = async () => {
      // Runs beside the body, which waits for the page: listing its events must not delay a step.
      const listed = shown.map(({ raw }) => test.step(bodyText(raw).trim(), () => {}, options));
      const [result] = await Promise.all([attempt(), ...listed]);
      return result;
    };
    return test.step(title, run, options);
  });
}

/** Shows the steps of the playhead in Playwright's report. */
export const playwrightReporter: Reporter = { fromCallSite, reportStep };

/** Says in the report by what a step knew that the page has got what the model has sent. */
export function reportShown({ how, latencyMs }: Shown): Promise<void> {
  const site = currentCallSite();
  const took = `${Math.round(latencyMs)} ms`;
  const title = {
    text: `the page has got the text, after ${took}`,
    traffic: `the page has got something, but not the exact text: nothing more came for ${took}`,
    quiet: `nothing came to the page for ${took}`,
  }[how];
  return test.step(title, () => {}, site && { location: site.location });
}

/** Notes in the report that a page never settles: each step waits for it until a limit. */
export function annotateUnsettled(url: string): void {
  annotate(
    `The page at ${url} has not settled within 3 s: timers keep changing it. From now on, each step waits 250 ms and goes on.`,
  );
}

/** Notes in the report that requests could not be judged. */
export function annotateUnjudged(description: string): void {
  annotate(`toBeAccepted: ${description}`);
}

/** Notes in the report that metrics could not be compared with their budgets. */
export function annotateUnmeasured(description: string): void {
  annotate(`toStreamWell: ${description}`);
}

function annotate(description: string): void {
  const { annotations } = test.info();
  if (annotations.some((known) => known.description === description)) return;
  annotations.push({ type: 'playhead', description });
}
