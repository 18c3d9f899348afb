import { PlayheadError } from '../../util/error.ts';
import { budgetsFor, type StreamBudgets } from './budgets.ts';
import type { Measurement, StreamMetrics } from './metrics.ts';

/** Compares one metric with its budget. */
export interface MetricRow {
  name: keyof StreamMetrics;
  value: number | undefined;
  budget: number | undefined;
  status: 'ok' | 'over' | 'no budget' | 'not measured';
  /** Lists what the value was computed from. */
  evidence: readonly string[];
}

/** Compares each metric with its budget. */
export function evaluateBudgets(
  { metrics, evidence, streams }: Measurement,
  given: StreamBudgets,
): MetricRow[] {
  const budgets = budgetsFor(given, streams);
  const names = Object.keys(metrics) as (keyof StreamMetrics)[];
  return names.map((name) => {
    const [value, budget] = [metrics[name], budgets[name]];
    if (value === undefined && Number.isFinite(given[name])) {
      throw new PlayheadError(
        'bad-option',
        `Cannot evaluate ${name}: this browser does not measure it. Remove its budget, or use Chromium.`,
      );
    }
    return { name, value, budget, status: statusOf(value, budget), evidence: evidence[name] };
  });
}

function statusOf(value: number | undefined, budget: number | undefined): MetricRow['status'] {
  if (value === undefined) return 'not measured';
  if (budget === undefined) return 'no budget';
  return value <= budget ? 'ok' : 'over';
}
