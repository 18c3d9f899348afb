import type { TestInfo } from '@playwright/test';
import type { Cassette } from '../cassette/cassette.ts';
import { protocolOf, type ProtocolName } from '../protocols/protocols.ts';
import { loadCassettes } from '../playwright/fixture/load-cassettes.ts';
import { rootOf, test as playheadTest } from '../playwright/fixture/test.ts';
import { chatCassette } from '../cassette/chat-cassette.ts';
import { expectedConversation, openingOf } from './expected-conversation.ts';
import type { ChatDriver } from './driver.ts';
import { createScenario } from './scenario.ts';
import { nameOf, type SuiteOptions } from './options.ts';
import { planSuite, type PlannedGroup, type PlannedTest } from './plan.ts';
import { matchLastUserTurn } from './match-last-user-turn.ts';

/** What made-up answers are written in. */
const SPOKEN: ProtocolName = 'openai-chat';

/**
 * Declares the tests of what every good chat UI does, for the UI of a driver. What the UI has no
 * means for is listed as skipped, with an annotation `not applicable`; what it is known to fail is
 * run as an expected failure, with an annotation `known`.
 *
 * @throws PlayheadError `bad-option` where the driver or an option is wrong.
 * @example
 * test.describe('what every chat UI does', () => {
 *   chatSuite(driver, { cassettes: ['groq/tool_streaming'] });
 * });
 */
export function chatSuite(driver: ChatDriver, options: SuiteOptions): void {
  const plan = planSuite(driver, options);
  const { test = playheadTest } = options;

  test.describe(driver.name, () => {
    for (const group of plan) {
      test.describe(() => {
        test.use({
          pace: 'manual',
          unused: 'ignore', // a behaviour need not lead to the end; the one that does, asks for all
          cassette: async ({ cassetteDir: cassettes }, use, testInfo) => {
            await use(cassetteOf(group, first(cassettes, testInfo)));
          },
        });
        if (group.match === 'question') {
          test.use({
            repeat: true,
            // oxlint-disable-next-line no-empty-pattern -- Playwright wants to see which fixtures
            match: async ({}, use) => {
              await use(matchLastUserTurn);
            },
          });
        }
        for (const planned of group.tests) declare(group, planned);
      });
    }
  });

  function declare({ plays }: PlannedGroup, { title, behaviour, lacks, known }: PlannedTest): void {
    if (lacks.length > 0) {
      const description = `${driver.name} has no ${lacks.join(' and no ')}`;
      test.skip(title, { annotation: { type: 'not applicable', description } }, () => {});
      return;
    }
    const details = known ? { annotation: { type: 'known', description: known } } : {};
    const run = known ? test.fail : test;
    run(
      title,
      details,
      async ({ page, playhead, cassette, cassetteDir: cassettes, protocol }, testInfo) => {
        const recorded = first(cassettes, testInfo);
        const speaks = protocolOf(openingOf(recorded), protocol)?.name ?? 'no known protocol';
        const skipped = `not applicable: made-up answers speak ${SPOKEN}, and ${nameOf(recorded)} ${speaks}`;
        test.skip(isMadeUp(plays) && speaks !== SPOKEN, skipped);

        const [played] = loadCassettes(cassette, cassettes, rootOf(testInfo));
        const name = isMadeUp(plays) ? plays.name : nameOf(plays);
        const opening = { cassette: name, url: openingOf(played!).request.url };
        const course = expectedConversation(played!, protocol);
        const surroundings = { driver, course, opening, known: known !== undefined, testInfo };
        await behaviour.check(createScenario(page, playhead, surroundings));
      },
    );
  }

  /** Tells what the UI speaks, and where. */
  function first(cassettes: string, testInfo: TestInfo): Cassette {
    return loadCassettes(options.cassettes[0], cassettes, rootOf(testInfo))[0]!;
  }
}

/** Made-up answers come from where the recorded ones do. */
function cassetteOf({ plays }: PlannedGroup, recorded: Cassette): string | Cassette {
  if (!isMadeUp(plays)) return plays;
  const { url } = openingOf(recorded).request;
  return chatCassette(plays.exchanges, { url, name: plays.name });
}

function isMadeUp(plays: PlannedGroup['plays']): plays is Extract<typeof plays, { name: string }> {
  return typeof plays === 'object' && 'exchanges' in plays;
}
