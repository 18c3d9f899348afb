import type { Page, TestInfo } from '@playwright/test';
import type { Cassette } from '../cassette/cassette.ts';
import { loadCassettes } from '../playwright/fixture/load-cassettes.ts';
import type { PlayheadOptions } from '../playwright/fixture/options.ts';
import type { Playhead } from '../playhead/playhead.ts';
import { rootOf } from '../playwright/fixture/test.ts';
import type { Behaviour, BehaviourId } from './behaviour.ts';
import { SYNTHETIC, type SyntheticConversation, WITH_CASSETTE } from './behaviours/all.ts';
import { checkExpectedFailures, keysOf } from './check-expected-failures.ts';
import { type ChatDriver, checkDriver } from './driver.ts';
import { expectedConversation, openingOf } from './expected-conversation.ts';
import { matchLastUserTurn } from './match-last-user-turn.ts';
import { type ChatBehaviourOptions, checkChatOptions, nameOf } from './options.ts';
import { createScenario } from './scenario.ts';
import { syntheticCassette } from './synthetic-cassette.ts';

/** A recorded or a synthetic conversation. */
type Played = string | Cassette | SyntheticConversation;

/** A test of one behaviour, to be declared in a spec of yours. */
export interface ChatBehaviour {
  id: BehaviourId;
  /** Names what is played, and what the UI does. */
  title: string;
  /** Why the test is skipped: the driver lacks what it needs. */
  notApplicable: string | undefined;
  /** Why the test must fail. */
  expectedFailure: string | undefined;
  /** For `test.use`. */
  use: BehaviourFixtures;
  /** For `test`, after the title: tags it with `@` and its id. */
  details: { tag: `@${BehaviourId}` };
  /** For `test`, as its body. */
  run: (fixtures: RunFixtures, testInfo: TestInfo) => Promise<void>;
}

type FixtureValue<T> = (
  fixtures: Pick<PlayheadOptions, 'cassetteDir' | 'protocol'>,
  use: (value: T) => Promise<void>,
  testInfo: TestInfo,
) => Promise<void>;

/** The options of `playhead/playwright` that a behaviour sets. */
export interface BehaviourFixtures {
  pace: 'manual';
  unused: 'ignore';
  cassette: FixtureValue<string | Cassette>;
  repeat?: true;
  match?: FixtureValue<PlayheadOptions['match']>;
}

type RunFixtures = { page: Page; playhead: Playhead } & Pick<
  PlayheadOptions,
  'cassette' | 'cassetteDir' | 'protocol'
>;

/**
 * Lists what every good chat UI does, as tests for the UI of a driver.
 *
 * @throws PlayheadError `bad-option` where the driver or an option is wrong.
 * @example
 * for (const behaviour of chatBehaviours(driver, { cassettes: ['groq/tool_streaming'] })) {
 *   test.describe(() => {
 *     test.use(behaviour.use);
 *     test(behaviour.title, behaviour.details, behaviour.run);
 *   });
 * }
 */
export function chatBehaviours(driver: ChatDriver, options: ChatBehaviourOptions): ChatBehaviour[] {
  checkDriver(driver);
  checkChatOptions(options);
  const [first] = options.cassettes as readonly [string | Cassette];
  const reasons: Readonly<Record<string, string | undefined>> = options.expectedFailures ?? {};
  const planned = [
    ...options.cassettes.flatMap((played) =>
      WITH_CASSETTE.map((behaviour) => ({ name: nameOf(played), played, behaviour })),
    ),
    ...SYNTHETIC.flatMap((played) =>
      played.behaviours.map((behaviour) => ({ name: played.name, played, behaviour })),
    ),
  ].map(({ name, played, behaviour }) => {
    const { id, needs = [] } = behaviour;
    const missing = needs.filter((need) => driver[need] === undefined);
    const notApplicable =
      missing.length > 0 ? `${driver.name} has no ${missing.join(' and no ')}` : undefined;
    return { name, id, played, behaviour, notApplicable };
  });
  checkExpectedFailures(reasons, planned);
  return planned.map(({ name, id, played, behaviour, notApplicable }): ChatBehaviour => {
    const expectedFailure = keysOf({ name, id })
      .map((key) => reasons[key])
      .find((reason) => reason);
    return {
      id,
      title: `${name}: ${behaviour.title}`,
      notApplicable,
      expectedFailure,
      use: fixturesOf(behaviour, played, first),
      details: { tag: `@${id}` },
      run: notApplicable
        ? skipping(notApplicable)
        : running(driver, behaviour, played, expectedFailure),
    };
  });
}

function fixturesOf(
  behaviour: Behaviour,
  played: Played,
  first: string | Cassette,
): BehaviourFixtures {
  return {
    pace: 'manual',
    unused: 'ignore', // only replay-conversation plays all of a cassette
    async cassette({ cassetteDir, protocol }, use, testInfo) {
      if (!isSynthetic(played)) return use(played);
      const recorded = load(first, cassetteDir, testInfo);
      return use(syntheticCassette(played, recorded, protocol));
    },
    ...(behaviour.match === 'last-user-turn' && {
      repeat: true,
      // oxlint-disable-next-line no-empty-pattern -- Playwright reads the fixtures from the text
      match: async ({}, use) => use(matchLastUserTurn),
    }),
  };
}

function skipping(notApplicable: string): ChatBehaviour['run'] {
  // oxlint-disable-next-line no-empty-pattern -- opens no page
  return async ({}, testInfo) => testInfo.skip(true, `not applicable: ${notApplicable}`);
}

function running(
  driver: ChatDriver,
  behaviour: Behaviour,
  played: Played,
  expectedFailure: string | undefined,
): ChatBehaviour['run'] {
  return async ({ page, playhead, cassette, cassetteDir, protocol }, testInfo) => {
    testInfo.fail(expectedFailure !== undefined, expectedFailure);
    const recorded = load(cassette as string | Cassette, cassetteDir, testInfo);
    const scenario = createScenario({
      page,
      playhead,
      driver,
      conversation: expectedConversation(recorded, protocol),
      protocol,
      opening: {
        cassette: isSynthetic(played) ? played.name : nameOf(played),
        url: openingOf(recorded).request.url,
      },
      mustFail: expectedFailure !== undefined,
      testInfo,
    });
    await behaviour.check(scenario);
  };
}

function load(cassette: string | Cassette, cassetteDir: string, testInfo: TestInfo): Cassette {
  return loadCassettes(cassette, cassetteDir, rootOf(testInfo))[0]!;
}

function isSynthetic(played: Played): played is SyntheticConversation {
  return typeof played === 'object' && 'exchanges' in played;
}
