import type { Page } from '@playwright/test';
import { cassetteHandlers, type PlacedFault } from 'playhead';
import { cassettes } from '../support/cassettes.ts';
import type { Chat } from '../support/demo-app/chat.ts';
import { expect, test } from '../support/demo-app/fixtures.ts';
import { expectAnswered } from '../support/demo-app/expect-answered.ts';
import { type Mishap, MISHAPS, REFUSALS } from '../support/demo-app/fault-cases.ts';
import type { Act } from '../support/demo-app/page-state.ts';

/** A provider's answer with text. */
interface Asked {
  cassette: string;
  /** The text of the second event that says some. */
  second: string;
  /** The response that is struck, from 0. Default: the first. */
  interaction?: number;
  /** One of each kind of client is tried with everything. */
  all?: true;
}

const ASKED: readonly Asked[] = [
  { cassette: 'groq/tool_streaming', second: ' check', all: true },
  { cassette: 'openrouter/multi_tool_streaming_kimi-k2', second: ' add' },
  { cassette: 'huggingface/multi_tool_streaming', second: ' add' },
  { cassette: 'handmade/openai-chat/usage-on-a-trailing-chunk', second: ' there!' },
  { cassette: 'handmade/openai-responses/tool-loop', second: ' use both' },
  { cassette: 'handmade/anthropic/tool-loop', second: ' and multiply them.', all: true },
  { cassette: 'handmade/vertex-anthropic/tool-loop', second: ' the weather.' },
  { cassette: 'handmade/bedrock/tool-loop', second: ' multiply.' },
  {
    cassette: 'handmade/google/no-parts-at-end',
    second: ' planet nearest to the sun.',
    all: true,
  },
  { cassette: 'handmade/vertex-google/tool-loop', second: ' 5 is **9**', interaction: 1 },
  { cassette: 'handmade/ollama/json-lines', second: ' colours:', all: true },
  { cassette: 'handmade/ai-sdk-ui/client-tools', second: ' add them.', all: true },
];

test.use({ repeat: true });

/** What the page itself complains of. */
let complaints: string[] = [];

test.beforeEach(({ page }) => {
  complaints = [];
  page.on('pageerror', ({ message }) => complaints.push(message));
  page.on('console', (said) => {
    if (said.type() === 'error') complaints.push(said.text());
  });
});

test.afterEach(() => {
  expect(complaints, 'no error in the console').toEqual([]);
});

for (const { cassette, second, interaction = 0, all } of ASKED) {
  const recorded = cassettes.find(({ name }) => name === cassette)!;
  const { provider, prompt, answers } = recorded;
  const { text } = answers[interaction]!;
  const first = text.slice(0, text.indexOf(second));

  test.describe(provider, () => {
    test.use({ cassette });

    const faults = REFUSALS.map(({ status, headers = {} }, at) => {
      return { type: 'status', status, headers, attempt: at + 1 } satisfies PlacedFault;
    });

    test.describe(() => {
      test.use({ faults: { list: faults } });

      test(`${provider}: refused with each status`, async ({ page, chat }) => {
        await chat.open(provider);
        await chat.send(prompt);
        for (const { status, says, mend, button } of REFUSALS) {
          await expect(chat.alert).toContainText(`(${status})`);
          // Some say in words of their own what the status is.
          const own = `${says}( [A-Z][\\w ]+\\.)? ${mend}`.replaceAll(
            /(?<=\d)\)|\((?=\d)/g,
            '\\$&',
          );
          await expect(chat.alert).toHaveText(new RegExp(`^${own}$`));
          await expect(chat.answers).toHaveCount(0);
          await expect(chat.retryButton).toHaveText(button);
          await expectIdle(page, chat);
          await chat.retryButton.click();
        }
        await expectAnswered({ page, chat }, recorded);
      });
    });

    const placed = Object.entries(MISHAPS)
      .filter(([, mishap]) => all ?? mishap.everywhere)
      .map(([name, mishap]) => {
        const at = mishap.fault({ type: 'text', text: second });
        const fault = { ...at, interaction: interaction + 1 };
        return { name, mishap, fault, why: mishap.cannot?.[provider] };
      });
    const struck = placed.filter(({ why }) => why === undefined);

    test.describe(() => {
      test.use({ unused: 'ignore' });

      for (const { name, fault, why } of placed) {
        if (why === undefined) continue;
        test(`${provider}: ${name} cannot be`, () => {
          const make = () => cassetteHandlers(recorded.cassette, { faults: [fault] });
          expect(make).toThrow(`interaction ${interaction + 1}: ${why}.`);
        });
      }
    });

    test.describe(() => {
      // Each strikes once, and the answer after it is whole.
      test.use({
        faults: { list: struck.map(({ fault }, at) => ({ ...fault, attempt: 2 * at + 1 })) },
      });

      test(`${provider}: ${struck.length} mishaps, one after another`, async ({ page, chat }) => {
        test.slow(); // as many tests in one
        await chat.open(provider);
        for (const [at, { name, mishap }] of struck.entries()) {
          await test.step(name, async () => {
            await (at === 0 ? chat.send(prompt) : chat.askAnew());
            await expectMishap({ page, chat }, mishap);
            await expectIdle(page, chat);
            await chat.retryButton.click();
            await expectAnswered({ page, chat }, recorded);
            expect(complaints, 'no error in the console').toEqual([]);
          });
        }
      });
    });

    async function expectMishap({ page, chat }: Pick<Act, 'page' | 'chat'>, mishap: Mishap) {
      const { says, elsewhere = {}, shows } = mishap;
      const told = elsewhere[provider] ?? says;
      const shown = shows?.(first, second) ?? (told === undefined ? undefined : text);
      if (told === undefined) {
        await chat.finish(answers.length);
        await expect(chat.alert).toHaveCount(0);
      } else {
        await expect(chat.alert).toHaveText(told);
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

      test(`${provider}: slow before the first event`, async ({ page, chat, playhead }) => {
        await chat.converse(recorded);
        await expectAnswered({ page, chat }, recorded);
        expect(playhead.requests, 'nothing is asked twice').toHaveLength(answers.length);
      });
    });

    test.describe(() => {
      test.use({ faults: { type: 'stall', after: 'text' } });

      test(`${provider}: stall after text`, async ({ page, chat, playhead }) => {
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
        await expectAnswered({ page, chat }, recorded);
      });
    });
  });
}

/** The person can go on. */
async function expectIdle(page: Page, chat: Chat): Promise<void> {
  await expect(chat.stopButton).toHaveCount(0);
  await expect(page.getByText('Waiting for the answer')).toHaveCount(0);
  await chat.box.fill('Next');
  await expect(page.getByRole('button', { name: 'Send' })).toBeEnabled();
  await chat.box.fill('');
}
