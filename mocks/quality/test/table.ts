import type { WatchedStreams } from './metrics.ts';
import type { MetricRow } from './evaluate.ts';

const SHOWN = 5;

/** All metrics as a table, and for those over their budgets what they were counted from. */
export function describeRows(
  rows: readonly MetricRow[],
  { events, responses }: WatchedStreams,
): string {
  const cells = rows.map(({ name, value, budget, status }) => [
    name,
    shown(value),
    shown(budget),
    status,
  ]);
  const table = align([['metric', 'measured', 'budget', 'status'], ...cells]);
  const evidence = rows.filter(({ status }) => status === 'over').map(describeEvidence);
  const sent = `${count(events, 'event')} of ${count(responses, 'response')}`;
  return [`Watched: ${sent}`, '', table, ...evidence].join('\n');
}

function describeEvidence({ name, evidence }: MetricRow): string {
  const more = evidence.length > SHOWN ? [`… and ${evidence.length - SHOWN} more`] : [];
  return ['', `${name}:`, ...[...evidence.slice(0, SHOWN), ...more].map(indent)].join('\n');
}

function align(lines: string[][]): string {
  const widths = lines[0]!.map((_, at) => Math.max(...lines.map((line) => line[at]!.length)));
  return lines
    .map((line) => indent(line.map((cell, at) => cell.padEnd(widths[at]!)).join('  ')).trimEnd())
    .join('\n');
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}

function shown(number: number | undefined): string {
  return number === undefined ? '–' : String(number);
}

function indent(line: string): string {
  return `  ${line}`;
}
