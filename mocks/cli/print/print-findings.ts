import type { PlacedFinding } from '../../record/check/finding.ts';
import { pluralize } from '../../util/text.ts';
import { printable } from './printable.ts';
import type { Paint } from '../terminal.ts';

/** How many there are of what. */
export interface Summary {
  files: number;
  errors: number;
  warnings: number;
}

export function summaryOf(findings: readonly PlacedFinding[], files: number): Summary {
  const errors = findings.filter(({ severity }) => severity === 'error').length;
  return { files, errors, warnings: findings.length - errors };
}

/** Prints one line per finding, `file:line:column  rule  severity: message. Hint.`, and a summary. */
export function printFindings(
  findings: readonly PlacedFinding[],
  { files, errors, warnings }: Summary,
  paint: Paint,
): string {
  const lines = findings.map(({ file, line, column, rule, severity, message, hint }) => {
    const place = [file, line, column].filter((each) => each !== undefined).join(':');
    const kind = paint(severity === 'error' ? 'red' : 'yellow', `${severity}:`);
    const words = oneLine(`${message}. ${hint}.`);
    return `${paint('cyan', oneLine(place))}  ${paint('bold', rule)}  ${kind} ${words}`;
  });
  const counts = `${pluralize(errors, 'error')}, ${pluralize(warnings, 'warning')}`;
  const summary = `${pluralize(files, 'cassette')} checked: ${counts}`;
  return `${[...lines, paint(errors > 0 ? 'red' : 'green', summary)].join('\n')}\n`;
}

/** Keeps a finding on its line, whatever a file holds. */
function oneLine(text: string): string {
  return printable(text).replaceAll('\n', String.raw`\n`);
}
