import type { Page } from '@playwright/test';
import { cassetteHandlers, type PlacedFault } from 'playhead';
import { cassettes } from '../support/cassettes.ts';
import type { Chat } from '../support/demo-app/chat.ts';
import { expect, test } from '../support/demo-app/fixtures.ts';
import { expectRecordedAnswer } from '../support/demo-app/expect-recorded-answer.ts';
import { FAULT_CASES, type FaultCase, REFUSALS } from '../support/demo-app/fault-cases.ts';

/** A provider's answer with text. */
interface Sample {
  cassette: string;
  /** The text of the second event that holds some. */
  second: string;
  /** The response that the fault is applied to, from 0. Default: the first. */
  interaction?: number;
  /** Runs every case, not only those that run everywhere or expect something of this provider. */
  all?: true;
}

const SAMPLES: readonly Sample[] = [
  { cassette: 'groq/tool_streaming', second: ' check', all: true },
  { cassette: 'openrouter/multi_tool_streaming_kimi-k2', second: ' add' },
  { cassette: 'handmade/openai-responses/tool-loop', second: ' use both' },
  { cassette: 'handmade/anthropic/tool-loop', second: ' and multiply them.' },
  { cassette: 'handmade/vertex-anthropic/tool-loop', second: ' the weather.' },
  { cassette: 'handmade/bedrock/tool-loop', second: ' multiply.' },
  { cassette: 'handmade/google/no-parts-at-end', second: ' planet nearest to the sun.' },
  { cassette: 'handmade/vertex-google/tool-loop', second: ' 5 is **9**', interaction: 1 },
  { cassette: 'handmade/ollama/json-lines', second: ' colours:' },
  { cassette: 'handmade/ai-sdk-ui/client-tools', second: ' add them.' },
];

test.use({ repeat: true });

/** Collects the errors of the page itself. */
let pageErrors: string[] = [];

test.beforeEach(({ page }) => {
  pageErrors = [];
  page.on('pageerror', ({ message }) => pageErrors.push(message));
  page.on('console', (message) => {
    if (message.type() === 'error') pageErrors.push(message.text());
  });
});

test.afterEach(() => {
  expect(pageErrors, 'no error in the console').toEqual([]);
});

for (const { cassette, second, interaction = 0, all = false } of SAMPLES) {
  const recorded = cassettes.find(({ name }) => name === cassette)!;
  const { provider, prompt, answers } = recorded;
  const { text } = answers[interaction]!;
  const first = text.slice(0, text.indexOf(second));

  test.describe(provider, () => {
    test.use({ cassette });

    for (const { status, headers = {}, says, hint, button, everywhere } of REFUSALS) {
      if (!all && !everywhere) continue;
      const fault = { type: 'status', status, headers } satisfies PlacedFault;

      test.describe(() => {
        test.use({ faults: fault });

        test(`explains status ${status}, and answers when asked again`, async ({ page, chat }) => {
          await chat.open(provider);
          await chat.send(prompt);
          await expect(chat.alert).toContainText(`(${status})`);
          // Some providers add a message of their own.
          const own = `${says}( [A-Z][\\w ]+\\.)? ${hint}`.replaceAll(
            /(?<=\d)\)|\((?=\d)/g,
            '\\$&',
          );
          await expect(chat.alert).toHaveText(new RegExp(`^${own}$`));
          await expect(chat.answers).toHaveCount(0);
          await expect(chat.retryButton).toHaveText(button);
          await expectIdle(page, chat);
          await chat.retryButton.click();
          await expectRecordedAnswer({ page, chat }, recorded);
        });
      });
    }

    const cases = Object.entries(FAULT_CASES).filter(
      ([, each]) => all || each.everywhere || mentions(each, provider),
    );

    for (const [name, faultCase] of cases) {
      const at = faultCase.fault({ type: 'text', text: second });
      const fault: PlacedFault = { ...at, interaction: interaction + 1 };
      const reason = faultCase.impossible?.[provider];

      if (reason !== undefined) {
        test.describe(() => {
          test.use({ unused: 'ignore' });

          test(`has no place for the fault "${name}"`, () => {
            const make = () => cassetteHandlers(recorded.cassette, { faults: [fault] });
            expect(make).toThrow(`interaction ${interaction + 1}: ${reason}.`);
          });
        });
        continue;
      }

      test.describe(() => {
        test.use({ faults: fault });

        test(`survives "${name}", and answers when asked again`, async ({ page, chat }) => {
          await chat.open(provider);
          await chat.send(prompt);
          await expectOutcome(page, chat, faultCase);
          await expectIdle(page, chat);
          await chat.retryButton.click();
          await expectRecordedAnswer({ page, chat }, recorded);
        });
      });
    }

    async function expectOutcome(page: Page, chat: Chat, { alert, alertOf, shows }: FaultCase) {
      const message = alertOf?.[provider] ?? alert;
      const shown = shows?.(first, second) ?? (message === undefined ? undefined : text);
      if (message === undefined) {
        await chat.finish(answers.length);
        await expect(chat.alert).toHaveCount(0);
      } else {
        await expect(chat.alert).toHaveText(message);
        await expect(chat.answers).toHaveCount(interaction + (shown === '' ? 0 : 1));
      }
      if (shown === undefined) {
        await expect(page.getByRole('log')).toShowTranscript(recorded);
      } else if (shown !== '') {
        await expect(chat.answers.nth(interaction)).toContainText(shown);
      }
    }

    if (!all) return;

    test.describe(() => {
      test.use({ faults: { type: 'slow', ms: 50 } });

      test('waits for a slow first event', async ({ page, chat, playhead }) => {
        await chat.converse(recorded);
        await expectRecordedAnswer({ page, chat }, recorded);
        expect(playhead.requests, 'nothing is sent twice').toHaveLength(answers.length);
      });
    });

    test.describe(() => {
      test.use({ faults: { type: 'stall', after: 'text' } });

      test('stops a stalled answer, and answers when asked again', async ({
        page,
        chat,
        playhead,
      }) => {
        await chat.open(provider);
        await chat.send(prompt);
        const stream = await playhead.nextStream();
        await expect(chat.answers).toContainText(first);
        await expect(chat.answers).toHaveAttribute('aria-busy', 'true');
        await expect(chat.alert).toHaveCount(0);
        await chat.stopButton.click();
        expect(await stream.waitForAbort()).toMatchObject({ by: 'app' });
        await expect(chat.answers).toContainText(first);
        await expectIdle(page, chat);
        await chat.retryButton.click();
        await expectRecordedAnswer({ page, chat }, recorded);
      });
    });
  });
}

/** Tells whether a case expects something else of a provider than of others. */
function mentions({ alertOf, impossible }: FaultCase, provider: string): boolean {
  return provider in { ...alertOf, ...impossible };
}

/** Expects an app that the person can go on with. */
async function expectIdle(page: Page, chat: Chat): Promise<void> {
  await expect(chat.stopButton).toHaveCount(0);
  await expect(page.getByText('Waiting for the answer')).toHaveCount(0);
  await chat.box.fill('Next');
  await expect(page.getByRole('button', { name: 'Send' })).toBeEnabled();
  await chat.box.fill('');
}
