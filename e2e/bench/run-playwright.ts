import { execFile } from 'node:child_process';
import path from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import type { JSONReport } from '@playwright/test/reporter';
import { testsOf } from './sample.ts';
import { type Settings, writeSettings } from './settings.ts';

const CLI = path.resolve(import.meta.dirname, '../../node_modules/@playwright/test/cli.js');
const CONFIG = path.join(import.meta.dirname, 'playwright.config.ts');

/** Runs one of the `.bench.ts` files. */
export async function runPlaywright(
  file: string,
  settings: Settings,
  workers = 1,
): Promise<JSONReport> {
  const given = ['test', '--config', CONFIG, '--workers', String(workers), `/${file}.bench.ts`];
  const env = { ...process.env, ...writeSettings(settings) };
  const printed = await new Promise<string>((resolve) => {
    const limits = { env, maxBuffer: 2 ** 28 };
    execFile(process.execPath, [CLI, ...given], limits, (_failed, stdout, stderr) =>
      resolve(stdout || JSON.stringify({ suites: [], errors: [{ message: stderr }] })),
    );
  });
  return JSON.parse(printed) as JSONReport;
}

/** Why tests of a run have failed; undefined where none has. */
export function failureOf(results: JSONReport): string | undefined {
  const errors = [
    ...results.errors,
    ...testsOf(results).flatMap((each) => each.results.flatMap((result) => result.errors)),
  ];
  const message = errors[0] && stripVTControlCharacters(errors[0].message ?? 'No message.');
  return message?.replace(/\n\n +\d+ \|.*$/s, ''); // the lines of the spec
}
