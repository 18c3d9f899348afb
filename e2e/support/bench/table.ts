import type { Reporter, TestCase, TestResult } from '@playwright/test/reporter';
import { ANNOTATION, median, type Sample } from './measure.ts';

/** Prints a table for each comparison: the medians of its ways, and their ratios to the baseline. */
export default class TableReporter implements Reporter {
  readonly #samples: Sample[] = [];

  onTestEnd(_test: TestCase, { annotations, duration, error }: TestResult): void {
    if (error) console.error(error.stack ?? error.message);
    for (const { type, description } of annotations) {
      if (type !== ANNOTATION) continue;
      this.#samples.push({ time: duration, ...(JSON.parse(description!) as Sample) });
    }
  }

  onEnd(): void {
    for (const [title, samples] of groupBy(this.#samples, (each) => each.title)) {
      const { baseline, target, unit } = samples[0]!;
      const ways = [...groupBy(samples, (each) => each.way)].map(([way, own]) => ({
        way,
        time: median(own.map(({ time }) => time!)),
      }));
      const base = ways.find(({ way }) => way === baseline)!.time;
      const rows = ways.map(({ way, time }) => ({
        way,
        [unit]: Number(time.toFixed(2)),
        [`times "${baseline}"`]: Number((time / base).toFixed(2)),
      }));
      console.log(`${title}: medians, target ${target}`);
      console.table(rows);
    }
  }
}

function groupBy<T>(items: readonly T[], keyOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    groups.set(key, [...(groups.get(key) ?? []), item]);
  }
  return groups;
}
