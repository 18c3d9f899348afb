import { execFile } from 'node:child_process';
import path from 'node:path';
import type { JSONReport } from '@playwright/test/reporter';
import { recordings } from '../cassettes.ts';
import { expect, test } from '../fixtures.ts';

const { prompt } = recordings[0]!;

test('a request that no cassette answers fails the spec with the explanation, not with a time-out', async ({}, testInfo) => {
  const report = await runSpecs(testInfo.outputPath('run'));
  const results = report.suites[0]!.specs.map(({ title, tests }) => ({
    title,
    ...tests[0]!.results[0]!,
  }));
  expect(results.map(({ title }) => title)).toEqual([
    'waits for an answer that is not recorded',
    'does not notice that there is no answer',
  ]);
  for (const { status, errors } of results) {
    expect(status).toBe('failed');
    const said = errors.map(({ message }) => message).join('\n');
    expect(said).toContain('no recorded interaction asks this');
    expect(said).toContain(
      'nearest of 2 recorded: cassettes/groq/multi_tool_streaming.2025-09.yaml, interaction 0',
    );
    expect(said).toContain('asked     user "Divide 6 by 3"');
    expect(said).toContain(`recorded  user ${JSON.stringify(prompt)}`);
    expect(said).not.toMatch(/^Timeout:|timed out|exceeded/im);
  }
});

/** Runs the specs of this folder that must fail. */
async function runSpecs(output: string): Promise<JSONReport> {
  const cli = path.resolve('node_modules/@playwright/test/cli.js');
  const config = path.join(import.meta.dirname, 'playwright.config.ts');
  const env = { ...process.env, MISS_OUTPUT: output };
  const printed = await new Promise<string>((resolve) => {
    execFile(process.execPath, [cli, 'test', '--config', config], { env }, (_failed, stdout) =>
      resolve(stdout),
    );
  });
  return JSON.parse(printed) as JSONReport;
}
