import { statSync } from 'node:fs';
import { Command } from 'commander';
import { readCassette, readCassetteText } from '../../node/cassette-files.ts';
import { checkCassette, unreadable } from '../../record/check/check-cassette.ts';
import type { PlacedFinding, CheckRule } from '../../record/check/finding.ts';
import { createRules } from '../../record/check/rules.ts';
import type { RedactionRule } from '../../record/redaction/secrets/rule.ts';
import { PlayheadError } from '../../util/error.ts';
import { cassettePaths } from '../cassette-paths.ts';
import { fixCassette } from '../fix-cassette.ts';
import { parseAge, parseRedaction, REDACT_HELP } from '../option-values.ts';
import { printFindings, summaryOf } from '../print/print-findings.ts';
import { printable, printableJson } from '../print/printable.ts';
import { type Context, paintFor, showProgress } from '../terminal.ts';

/** What the command line gives, under the names of its options. */
interface Values {
  maxAge?: number;
  fix?: true;
  redact?: RedactionRule[];
  json?: true;
}

const EXAMPLES = `
Exit code: 0 without errors, 1 with errors; warnings do not count.

Examples:
  $ playhead check cassettes/
  $ playhead check cassettes/ --max-age 12w --json
  $ playhead check cassettes/ --fix
`;

/** Checks cassettes for what would surprise a test. */
export function checkCommand(context: Context): Command {
  const { stdout, stderr } = context;
  return new Command('check')
    .description('checks cassettes for what would surprise a test, and lists it with its place')
    .argument('<cassettes...>', 'cassettes, or folders of them')
    .option('--max-age <age>', 'reports cassettes older than this, such as 30d or 12w', parseAge)
    .option(
      '--fix',
      'removes secrets, and times and sizes that no longer fit, in place; other findings stay',
    )
    .option('--redact <json>', REDACT_HELP, parseRedaction)
    .option('--json', 'writes the findings as JSON')
    .addHelpText('after', EXAMPLES)
    .action(async (paths: string[], { maxAge, fix, redact = [], json }: Values) => {
      const rules = createRules({
        redaction: redact,
        age: maxAge === undefined ? undefined : { maxAgeMs: maxAge, now: new Date() },
      });
      const files = cassettePaths(paths);
      const findings: PlacedFinding[] = [];
      for (const [at, file] of files.entries()) {
        showProgress(stderr, `Checking ${at + 1} of ${files.length}`);
        if (fix) await tryToFix(file, redact, stderr);
        findings.push(...(await checkFile(file, rules)));
      }
      showProgress(stderr, '');
      const summary = summaryOf(findings, files.length);
      stdout.write(
        json
          ? printableJson({ findings, summary })
          : printFindings(findings, summary, paintFor(context)),
      );
      if (summary.errors > 0) context.setExitCode(1);
    });
}

/** Fixes what can be; a file that cannot be read is found by the check. */
async function tryToFix(
  file: string,
  rules: readonly RedactionRule[],
  stderr: Context['stderr'],
): Promise<void> {
  if (!canBeRead(file)) return;
  const removed = await fixCassette(file, { rules });
  if (removed !== undefined) {
    stderr.write(`${printable(file)}: removed ${printable(removed)}\n`);
  }
}

function canBeRead(file: string): boolean {
  try {
    readCassette(file);
    return true;
  } catch (error) {
    if (error instanceof PlayheadError) return false;
    throw error;
  }
}

async function checkFile(file: string, rules: readonly CheckRule[]): Promise<PlacedFinding[]> {
  let source;
  try {
    source = readCassetteText(file);
  } catch (error) {
    return [unreadable(file, error)];
  }
  const { name, text } = source;
  return checkCassette({ file: name, text, modified: statSync(file).mtime }, rules);
}
