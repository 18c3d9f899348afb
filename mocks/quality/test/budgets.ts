import { checkOption, checkOptions, invalid, type OptionChecks } from '../../util/check-options.ts';
import { PlayheadError } from '../../util/error.ts';
import type { Measurement, StreamMetrics, WatchedStreams } from './metrics.ts';

/**
 * A limit for each metric: the largest value that passes. `Infinity` disables a budget. Defaults:
 * - `layoutShift`: 0.1
 * - `remountsPerEvent`: 1
 * - `textRegressions` and `scrollJumps`: 0
 * - `announcements`: one per sentence, or per 10 events where no protocol reads the text; and 4 per
 *   response
 * - `longTasks`, `longestTask` and `slowFrames`: none, as they depend on the speed of the machine
 */
export type StreamBudgets = { [K in keyof StreamMetrics]?: number | undefined };

/** Compares one metric with its budget. */
export interface MetricRow {
  name: keyof StreamMetrics;
  value: number | undefined;
  budget: number | undefined;
  status: 'ok' | 'over' | 'no budget' | 'not measured';
  /** Lists what the value was computed from. */
  evidence: readonly string[];
}

/** Allows this many for what the UI says of itself in a response: sent, waiting, tool done, … */
const ANNOUNCEMENTS_PER_RESPONSE = 4;

const DEFAULT_BUDGETS: Record<keyof StreamMetrics, (streams: WatchedStreams) => number> = {
  layoutShift: () => 0.1, // "good" at https://web.dev/articles/cls
  remountsPerEvent: () => 1,
  textRegressions: () => 0,
  scrollJumps: () => 0,
  announcements: ({ events, responses, texts }) => {
    const said = texts();
    const sentences = said ? countSentences(said) : Math.ceil(events / 10);
    return sentences + ANNOUNCEMENTS_PER_RESPONSE * responses;
  },
  longTasks: () => Infinity,
  longestTask: () => Infinity,
  slowFrames: () => Infinity,
};

const METRICS = Object.keys(DEFAULT_BUDGETS) as (keyof StreamMetrics)[];

/**
 * Compares each metric with its budget, given or default.
 * @throws PlayheadError `bad-option` where a budget is given for what the browser does not measure.
 */
export function evaluateBudgets(
  { metrics, evidence, streams }: Measurement,
  given: StreamBudgets,
): MetricRow[] {
  return METRICS.map((name) => {
    const value = metrics[name];
    const limit = given[name] ?? DEFAULT_BUDGETS[name](streams);
    const budget = limit === Infinity ? undefined : limit;
    if (value === undefined && Number.isFinite(given[name])) {
      throw new PlayheadError(
        'bad-option',
        `Cannot evaluate ${name}: this browser does not measure it. Remove its budget, or use Chromium.`,
      );
    }
    return { name, value, budget, status: statusOf(value, budget), evidence: evidence[name] };
  });
}

/** @throws PlayheadError `bad-option` for an unknown budget, or one that is not a number, 0 or more. */
export function checkBudgets(budgets: StreamBudgets): void {
  if (typeof budgets !== 'object' || budgets === null) {
    throw invalid('budgets', budgets, 'an object such as { layoutShift: 0.05 }');
  }
  const check = (name: string) => (value: unknown) => {
    const valid = typeof value === 'number' && value >= 0;
    checkOption(name, value, valid, 'a number, 0 or more');
  };
  const checks = Object.fromEntries(METRICS.map((name) => [name, check(name)]));
  checkOptions(budgets, checks as OptionChecks<StreamBudgets>, 'budget');
}

function countSentences(texts: readonly string[]): number {
  const segmenter = new Intl.Segmenter('en', { granularity: 'sentence' });
  const sentences = texts.flatMap((text) => [...segmenter.segment(text)]);
  return sentences.filter(({ segment }) => /[\p{L}\p{N}]/u.test(segment)).length;
}

function statusOf(value: number | undefined, budget: number | undefined): MetricRow['status'] {
  if (value === undefined) return 'not measured';
  if (budget === undefined) return 'no budget';
  return value <= budget ? 'ok' : 'over';
}
