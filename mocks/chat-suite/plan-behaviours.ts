import type { Cassette } from '../cassette/cassette.ts';
import type { Behaviour } from './behaviour.ts';
import { SYNTHETIC, type SyntheticConversation } from './behaviours/synthetic.ts';
import { WITH_CASSETTE } from './behaviours/with-cassette.ts';
import { checkExpectedFailures } from './check-expected-failures.ts';
import { type ChatDriver, checkDriver } from './driver.ts';
import { type ChatBehaviourOptions, checkChatOptions, nameOf } from './options.ts';

/** A behaviour, what is played for it, and what is known of it before it runs. */
export interface PlannedBehaviour {
  behaviour: Behaviour;
  /** With the name of what is played. */
  title: string;
  /** The keys of `expectedFailures` that mean it, the more specific one first. */
  keys: readonly string[];
  played: string | Cassette | SyntheticConversation;
  notApplicable: string | undefined;
  expectedFailure: string | undefined;
}

/**
 * Lists the behaviours for a driver, in order.
 * @throws PlayheadError `bad-option` where the driver or an option is wrong.
 */
export function planBehaviours(
  driver: ChatDriver,
  options: ChatBehaviourOptions,
): PlannedBehaviour[] {
  checkDriver(driver);
  checkChatOptions(options);
  const expectedFailures: Readonly<Record<string, string | undefined>> =
    options.expectedFailures ?? {};
  const plan = (
    name: string,
    played: PlannedBehaviour['played'],
    behaviours: readonly Behaviour[],
  ) =>
    behaviours.map((behaviour): PlannedBehaviour => {
      const keys = [`${name}: ${behaviour.id}`, behaviour.id];
      const missing = behaviour.needs?.filter((need) => driver[need] === undefined) ?? [];
      return {
        behaviour,
        title: `${name}: ${behaviour.title}`,
        keys,
        played,
        notApplicable:
          missing.length > 0 ? `${driver.name} has no ${missing.join(' and no ')}` : undefined,
        expectedFailure: keys.map((key) => expectedFailures[key]).find((reason) => reason),
      };
    });
  const planned = [
    ...options.cassettes.flatMap((each) => plan(nameOf(each), each, WITH_CASSETTE)),
    ...SYNTHETIC.flatMap((each) => plan(each.name, each, each.behaviours)),
  ];
  checkExpectedFailures(expectedFailures, planned);
  return planned;
}
