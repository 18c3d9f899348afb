import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import type {
  JSONReport,
  JSONReportSpec,
  JSONReportSuite,
  JSONReportTestResult,
  Location,
} from '@playwright/test/reporter';

export interface Outcome {
  title: string;
  /** The outermost `describe` it is in, if any. */
  suite: string;
  status: JSONReportTestResult['status'];
  /** Did it end as expected? */
  good: boolean;
  /** All its errors, as a person reads them. */
  message: string;
  /** The line of source that its first error points at. */
  source: string;
  /** The attachments in text, by name. */
  attached: Record<string, string>;
  /** The titles of its steps, the outer ones. */
  steps: string[];
  /** The titles of the steps within them: the events they sent. */
  innerSteps: string[];
  /** The titles of those that failed. */
  failedSteps: string[];
  annotations: string[];
  /** What its requests have changed since the recording, in a sentence. */
  changed: string;
  /** What it printed. */
  printed: string;
}

/** A report with what failed tests attach is long, in bytes. */
const MOST_PRINTED = 64 * 1024 * 1024;

export const CHANGED = 'playhead: changed since the recording';

/**
 * Runs the tests of a file of this folder and reads how they ended; `failure` where none could run.
 * @param flags of the command line
 */
export async function play(
  file: string,
  output: string,
  variables: Record<string, string> = {},
  flags: readonly string[] = [],
): Promise<{ outcomes: Outcome[]; failure: string }> {
  const cli = path.resolve('node_modules/@playwright/test/cli.js');
  const config = path.join(import.meta.dirname, 'playwright.config.ts');
  const env = { ...process.env, ...variables, PLAY: file, PLAY_OUTPUT: output, FORCE_COLOR: '0' };
  const printed = await new Promise<string>((resolve) => {
    execFile(
      process.execPath,
      [cli, 'test', '--config', config, ...flags],
      { env, maxBuffer: MOST_PRINTED },
      (_failed, stdout) => resolve(stdout),
    );
  });
  const report = JSON.parse(printed) as JSONReport;
  const specs = report.suites.flatMap((each) => [
    ...specsOf({ ...each, suites: [] }).map((spec) => ({ ...spec, suite: '' })),
    ...(each.suites ?? []).flatMap((suite) =>
      specsOf(suite).map((spec) => ({ ...spec, suite: suite.title })),
    ),
  ]);
  const outcomes = specs.map(({ title, suite, ok, tests }) => {
    const {
      status,
      error,
      errors,
      attachments,
      steps = [],
      annotations,
      stdout,
    } = tests[0]!.results[0]!;
    return {
      title,
      suite,
      good: ok,
      status: status ?? 'skipped',
      message: errors.map(({ message }) => plain(message)).join('\n'),
      source: sourceAt(error?.location),
      attached: Object.fromEntries(
        attachments.map(({ name, body, path: at }) => [
          name,
          body === undefined && at && name === 'error-context'
            ? readFileSync(at, 'utf8')
            : Buffer.from(body ?? '', 'base64').toString(),
        ]),
      ),
      steps: steps.map((step) => step.title),
      innerSteps: steps.flatMap((step) => step.steps ?? []).map((step) => step.title),
      failedSteps: steps.filter((step) => step.error).map((step) => step.title),
      printed: stdout.map((entry) => ('text' in entry ? entry.text : '')).join(''),
      annotations: annotations.flatMap(({ type, description }) =>
        type === CHANGED ? [] : (description ?? []),
      ),
      changed: annotations.find(({ type }) => type === CHANGED)?.description ?? '',
    };
  });
  return { outcomes, failure: report.errors.map(({ message }) => plain(message)).join('\n') };
}

function specsOf({ specs, suites = [] }: JSONReportSuite): JSONReportSpec[] {
  return [...specs, ...suites.flatMap(specsOf)];
}

function sourceAt(location: Location | undefined): string {
  if (!location) return '';
  return readFileSync(location.file, 'utf8').split('\n')[location.line - 1]!.trim();
}

function plain(message = ''): string {
  return stripVTControlCharacters(message); // the colours of a terminal
}
