import type { Told } from './metrics.ts';
import type { Row } from './evaluate.ts';

const SHOWN = 5;

/** All figures as a table, and for those over their budgets what they were counted from. */
export function describeRows(rows: readonly Row[], { events, responses }: Told): string {
  const cells = rows.map(({ name, figure, budget, verdict }) => [
    name,
    shown(figure),
    shown(budget),
    verdict,
  ]);
  const table = align([['figure', 'measured', 'budget', 'verdict'], ...cells]);
  const evidence = rows.filter(({ verdict }) => verdict === 'over').map(describeEvidence);
  const sent = `${count(events, 'event')} of ${count(responses, 'response')}`;
  return [`Watched: ${sent}`, '', table, ...evidence].join('\n');
}

function describeEvidence({ name, evidence }: Row): string {
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
