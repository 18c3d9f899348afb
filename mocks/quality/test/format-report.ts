import { indent, pluralize } from '../../util/text.ts';
import type { MetricRow } from './budgets.ts';
import type { WatchedStreams } from './metrics.ts';

/** Bounds the lines that explain one metric. */
const MOST_EVIDENCE = 5;

/** Formats all metrics as a table, followed by what explains those over their budgets. */
export function formatReport(
  rows: readonly MetricRow[],
  { events, responses }: WatchedStreams,
): string {
  const cells = rows.map(({ name, value, budget, status }) => [
    name,
    formatNumber(value),
    formatNumber(budget),
    status,
  ]);
  const table = align([['metric', 'measured', 'budget', 'status'], ...cells]);
  const unmeasured = explainUnmeasured(rows);
  const evidence = rows.filter(({ status }) => status === 'over').map(formatEvidence);
  const sent = `${pluralize(events, 'event')} of ${pluralize(responses, 'response')}`;
  const notes = unmeasured === undefined ? [] : ['', unmeasured];
  return [`Watched: ${sent}`, '', table, ...notes, ...evidence].join('\n');
}

/** Says which budgets nothing was compared with; undefined where there are none. */
export function explainUnmeasured(rows: readonly MetricRow[]): string | undefined {
  const unmeasured = rows.filter(
    ({ status, budget }) => status === 'not measured' && budget !== undefined,
  );
  if (unmeasured.length === 0) return undefined;
  const names = unmeasured.map(({ name }) => name).join(', ');
  return `Not compared with its budget, because this browser does not measure it: ${names}`;
}

function formatEvidence({ name, evidence }: MetricRow): string {
  const more = evidence.length - MOST_EVIDENCE;
  const lines = evidence.slice(0, MOST_EVIDENCE);
  if (more > 0) lines.push(`… and ${more} more`);
  return ['', `${name}:`, ...lines.map(indent)].join('\n');
}

function align(lines: string[][]): string {
  const widths = lines[0]!.map((_, at) => Math.max(...lines.map((line) => line[at]!.length)));
  return lines
    .map((line) => indent(line.map((cell, at) => cell.padEnd(widths[at]!)).join('  ')).trimEnd())
    .join('\n');
}

function formatNumber(number: number | undefined): string {
  return number === undefined ? '–' : String(number);
}
