import { median } from './median.ts';
import type { Sample } from './sample.ts';

/** A comparison of ways to do the same. */
export interface Comparison {
  title: string;
  /** The way that all others are compared with. */
  baseline: string;
  /** The number that is compared. */
  compared: string;
  /** At most how many times the baseline a way of ours should take. */
  target?: number;
  samples: Sample[];
}

export interface Row {
  way: string;
  /** Medians over the rounds. */
  numbers: Record<string, number>;
  /** To the baseline of the same round: the median over the rounds. */
  ratio: number;
}

export function rowsOf({ samples, baseline, compared }: Comparison): Row[] {
  const of = (way: string) => samples.filter((sample) => sample.way === way);
  const against = new Map(of(baseline).map(({ round, numbers }) => [round, numbers[compared]!]));
  return [...new Set(samples.map(({ way }) => way))].map((way) => {
    const own = of(way);
    const keys = Object.keys(own[0]!.numbers);
    return {
      way,
      numbers: Object.fromEntries(
        keys.map((key) => [key, median(own.map(({ numbers }) => numbers[key]!))]),
      ),
      ratio: median(own.map(({ round, numbers }) => numbers[compared]! / against.get(round)!)),
    };
  });
}

/** The comparison as a Markdown table. */
export function formatTable(comparison: Comparison): string {
  const { title, baseline, compared, target } = comparison;
  const rows = rowsOf(comparison);
  const keys = [...new Set(rows.flatMap(({ numbers }) => Object.keys(numbers)))];
  const lines = [
    ['way', ...keys, `times "${baseline}"`],
    ...rows.map(({ way, numbers, ratio }) => [
      way,
      ...keys.map((key) => show(numbers[key])),
      ratio.toFixed(2),
    ]),
  ];
  const widths = lines[0]!.map((_, at) => Math.max(...lines.map((line) => line[at]!.length)));
  const [head, ...body] = lines.map((line) =>
    line.map((cell, at) => (at === 0 ? cell.padEnd(widths[at]!) : cell.padStart(widths[at]!))),
  );
  const rule = widths.map((width, at) => '-'.repeat(width - 1) + (at === 0 ? '-' : ':'));
  const rounds = Math.max(...comparison.samples.map(({ round }) => round)) + 1;
  const aim = target === undefined ? '' : `; target ${target}`;
  return [
    `${title}. ${rounds === 1 ? 'One round' : `${rounds} rounds, medians`}; compared by ${compared}${aim}.`,
    '',
    ...[head!, rule, ...body].map((cells) => `| ${cells.join(' | ')} |`),
  ].join('\n');
}

function show(number: number | undefined): string {
  if (number === undefined) return '';
  if (Number.isInteger(number)) return String(number);
  return number.toFixed(number < 100 ? 2 : 0);
}
