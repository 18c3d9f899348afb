import { PlayheadError } from '../../util/error.ts';
import { budgetsFor, type StreamBudgets } from './budgets.ts';
import type { Measured, StreamFigures } from './metrics.ts';

/** A figure and what is to be thought of it. */
export interface Row {
  name: keyof StreamFigures;
  figure: number | undefined;
  budget: number | undefined;
  verdict: 'ok' | 'over' | 'not judged' | 'not measured';
  /** What it was counted from. */
  evidence: readonly string[];
}

/** Compares each figure with its budget. */
export function judge({ figures, evidence, told }: Measured, given: StreamBudgets): Row[] {
  const budgets = budgetsFor(given, told);
  const names = Object.keys(figures) as (keyof StreamFigures)[];
  return names.map((name) => {
    const [figure, budget] = [figures[name], budgets[name]];
    if (figure === undefined && Number.isFinite(given[name])) {
      throw new PlayheadError(
        'bad-option',
        `Cannot judge ${name}: this browser does not measure it. Leave its budget out here, or use Chromium.`,
      );
    }
    return { name, figure, budget, verdict: verdictOf(figure, budget), evidence: evidence[name] };
  });
}

function verdictOf(figure: number | undefined, budget: number | undefined): Row['verdict'] {
  if (figure === undefined) return 'not measured';
  if (budget === undefined) return 'not judged';
  return figure <= budget ? 'ok' : 'over';
}
