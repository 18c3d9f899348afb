import { checkOption, checkOptions, invalid, type OptionChecks } from '../../util/check-options.ts';
import type { StreamMetrics, WatchedStreams } from './metrics.ts';

/**
 * Limits each metric. Metrics that do not depend on the speed of the machine have a default budget;
 * `longTasks`, `longestTask` and `slowFrames` are compared only if given. `Infinity` disables a
 * budget.
 */
export type StreamBudgets = { [K in keyof StreamMetrics]?: number | undefined };

/** Allows this many for what the UI says of itself in a response: sent, waiting, tool done, … */
const ANNOUNCEMENTS_PER_RESPONSE = 4;

const FIXED_BUDGETS = {
  layoutShift: 0.1, // "good" at https://web.dev/articles/cls
  remountsPerEvent: 1,
  textRegressions: 0,
  scrollJumps: 0,
};

/** Completes the given budgets with the defaults. */
export function budgetsFor(given: StreamBudgets, streams: WatchedStreams): StreamBudgets {
  const all = {
    ...FIXED_BUDGETS,
    announcements: announcementsFor(streams),
    ...without(undefined, given),
  };
  return without(Infinity, all);
}

/** Allows one announcement a sentence, and some a response for what the UI says of itself. */
function announcementsFor({ events, responses, texts }: WatchedStreams): number {
  const said = texts();
  const sentences = said ? countSentences(said) : Math.ceil(events / 10);
  return sentences + ANNOUNCEMENTS_PER_RESPONSE * responses;
}

function countSentences(texts: readonly string[]): number {
  const segmenter = new Intl.Segmenter('en', { granularity: 'sentence' });
  const sentences = texts.flatMap((text) => [...segmenter.segment(text)]);
  return sentences.filter(({ segment }) => /[\p{L}\p{N}]/u.test(segment)).length;
}

const check = (name: string) => (value: unknown) => {
  const valid = typeof value === 'number' && value >= 0;
  checkOption(name, value, valid, 'a number from 0');
};

const BUDGET_CHECKS: OptionChecks<StreamBudgets> = {
  layoutShift: check('layoutShift'),
  remountsPerEvent: check('remountsPerEvent'),
  textRegressions: check('textRegressions'),
  scrollJumps: check('scrollJumps'),
  announcements: check('announcements'),
  longTasks: check('longTasks'),
  longestTask: check('longestTask'),
  slowFrames: check('slowFrames'),
};

/** @throws PlayheadError `bad-option` for an unknown budget, or one that is not a number from 0. */
export function checkBudgets(budgets: StreamBudgets): void {
  if (typeof budgets !== 'object' || budgets === null) {
    throw invalid('budgets', budgets, 'an object such as { layoutShift: 0.05 }');
  }
  checkOptions(budgets, BUDGET_CHECKS, 'budget');
}

function without(unwanted: number | undefined, budgets: StreamBudgets): StreamBudgets {
  return Object.fromEntries(Object.entries(budgets).filter(([, value]) => value !== unwanted));
}
