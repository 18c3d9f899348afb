import type { Behaviour } from './behaviour.ts';
import { type ChatDriver, checkDriver, type Feature } from './driver.ts';
import { checkSkip, checkSuite, nameOf, type SuiteOptions } from './options.ts';
import { SYNTHETIC, type SyntheticConversation } from './behaviours/synthetic.ts';
import { WITH_CASSETTE } from './behaviours/with-cassette.ts';

/** One test of a suite, and what is expected of it. */
export interface PlannedTest {
  title: string;
  behaviour: Behaviour;
  /** What the UI lacks for it: it is listed, not run. */
  lacks: Feature[];
  /** Why it is known to fail: it is run, and must fail. */
  known: string | undefined;
}

/** The tests that play the same. */
export interface PlannedGroup {
  /** The cassette of the user's, or the conversation made up. */
  plays: NonNullable<SuiteOptions['cassettes']>[number] | SyntheticConversation;
  match: Behaviour['match'];
  tests: PlannedTest[];
}

/**
 * Which tests a suite has, in order.
 * @throws PlayheadError `bad-option` where the driver or an option is wrong.
 */
export function planSuite(driver: ChatDriver, options: SuiteOptions): PlannedGroup[] {
  checkDriver(driver);
  checkSuite(options);
  const { cassettes, skip = {} } = options;
  const groups = (name: string, plays: PlannedGroup['plays'], behaviours: readonly Behaviour[]) =>
    [undefined, 'question' as const].flatMap((match): PlannedGroup[] => {
      const tests = behaviours
        .filter((behaviour) => behaviour.match === match)
        .map((behaviour) => {
          const title = `${name}: ${behaviour.title}`;
          const lacks = (behaviour.needs ?? []).filter((need) => driver[need] === undefined);
          return { title, behaviour, lacks, known: skip[title] ?? skip[behaviour.title] };
        });
      return tests.length > 0 ? [{ plays, match, tests }] : [];
    });
  const plan = [
    ...cassettes.flatMap((each) => groups(nameOf(each), each, WITH_CASSETTE)),
    ...SYNTHETIC.flatMap((each) => groups(each.name, each, each.behaviours)),
  ];
  checkSkip(
    skip,
    plan.flatMap(({ tests }) => tests),
  );
  return plan;
}
