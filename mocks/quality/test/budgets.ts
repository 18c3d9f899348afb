import { checkOption, checkOptions, invalid, type OptionChecks } from '../../util/check-options.ts';
import type { StreamMetrics, WatchedStreams } from './metrics.ts';

/**
 * The most that each metric may be. Those that do not hang on the speed of the machine have a
 * default; `longTasks`, `longestTask` and `slowFrames` are judged only where they are given. What
 * may be `Infinity` is no budget.
 */
export type StreamBudgets = { [K in keyof StreamMetrics]?: number | undefined };

/** What an app says of its own states, besides the answer: sent, waiting, tool done, … */
const ANNOUNCEMENTS_PER_RESPONSE = 4;

const FIXED_BUDGETS = {
  layoutShift: 0.1, // what web vitals call good
  remountsPerEvent: 1,
  textRegressions: 0,
  scrollJumps: 0,
};

/** The budgets of a use: the given ones, else the defaults. */
export function budgetsFor(given: StreamBudgets, told: WatchedStreams): StreamBudgets {
  const all = {
    ...FIXED_BUDGETS,
    announcements: announcementsFor(told),
    ...without(undefined, given),
  };
  return without(Infinity, all);
}

/** One announcement a sentence, and some a response for what the app says of itself. */
function announcementsFor(told: WatchedStreams): number {
  const { events, responses } = told;
  const texts = told.texts();
  const sentences = texts ? countSentences(texts) : Math.ceil(events / 10);
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

/** @throws PlayheadError `bad-option` where there is no such budget, or where it is no number. */
export function checkBudgets(budgets: StreamBudgets): void {
  if (typeof budgets !== 'object' || budgets === null) {
    throw invalid('budgets', budgets, 'an object such as { layoutShift: 0.05 }');
  }
  checkOptions(budgets, BUDGET_CHECKS, 'budget');
}

function without(unwanted: number | undefined, budgets: StreamBudgets): StreamBudgets {
  return Object.fromEntries(Object.entries(budgets).filter(([, value]) => value !== unwanted));
}
