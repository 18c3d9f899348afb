import { test } from '@playwright/test';
import type { JSONReport, JSONReportSuite } from '@playwright/test/reporter';

/** What was measured of one way in one round. */
export interface Sample {
  way: string;
  round: number;
  numbers: Record<string, number>;
}

const ANNOTATION = 'sample';

/** Hands over what the running test has measured. */
export function report(sample: Sample): void {
  test.info().annotations.push({ type: ANNOTATION, description: JSON.stringify(sample) });
}

/** In the order they were measured. */
export function samplesOf(results: JSONReport): Sample[] {
  const begin = (each: { results: { startTime: string }[] }) => each.results[0]!.startTime;
  return testsOf(results)
    .toSorted((one, other) => Date.parse(begin(one)) - Date.parse(begin(other)))
    .flatMap(({ annotations }) => annotations)
    .filter(({ type }) => type === ANNOTATION)
    .map(({ description }) => JSON.parse(description!) as Sample);
}

/** The tests of a run, of all its suites. */
export function testsOf({ suites }: JSONReport) {
  const inside = (suite: JSONReportSuite): JSONReportSuite[] => [
    suite,
    ...(suite.suites ?? []).flatMap(inside),
  ];
  return suites
    .flatMap(inside)
    .flatMap(({ specs }) => specs)
    .flatMap(({ title, tests }) => tests.map((each) => ({ title, ...each })));
}
