import { test } from '@playwright/test';
import { bodyText } from '../../wire/body.ts';
import { PlayheadError } from '../../util/error.ts';
import type { ReportStep } from '../fixture/stream.ts';
import { currentCallSite, fromCallSite } from './call-site.ts';

/** More events than this are not shown with their step: the attachment of a failed test has them. */
const SHOWN_EVENTS = 20;

/** Runs something as a step of the test, at the line of the user's code that asked for it. */
export const reportStep: ReportStep = (title, events, body) =>
  fromCallSite(() => {
    const site = currentCallSite();
    const shown = events.length > 0 && events.length <= SHOWN_EVENTS;
    const sent = events.map(({ raw }) => bodyText(raw).trim());
    // Playwright shows `params` from 1.63 on, and passes over them before.
    const options = {
      ...(site && { location: site.location }),
      ...(shown && { params: { sent } }),
    };
    const run = () =>
      body().catch((error: unknown) => {
        // Of what failed in the package, the line that called it is what a user can act on.
        if (site && error instanceof PlayheadError) {
          error.stack = [`${error.name}: ${error.message}`, ...site.frames].join('\n');
        }
        throw error;
      });
    return test.step(title, run, options);
  });
