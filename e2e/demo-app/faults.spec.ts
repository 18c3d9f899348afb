import type { Page } from '@playwright/test';
import type { PlacedFault } from 'playhead';
import { cassetteNamed } from '../support/cassettes.ts';
import type { Chat } from '../support/demo-app/chat.ts';
import { expect, test } from '../support/demo-app/fixtures.ts';
import { expectRecordedAnswer } from '../support/demo-app/expect-recorded-answer.ts';
import { FAULT_CASES, SAMPLES } from '../support/demo-app/fault-cases.ts';

// `faults.test.ts` applies every fault with every client library, without a page, and `refusals.test.ts`
// of the demo app every status. The chat suite loses the connection in mid-stream.

/** One fault of each kind that a page draws in another way. */
const DRAWN = [
  'no connection',
  'end before the first event',
  'bad JSON in text',
  'error event with a stack',
  'a web page',
  'text in another order',
  'a flood of text',
];

const { cassette, second } = SAMPLES[0]!;
const recorded = cassetteNamed(cassette);
const { provider, prompt, answers } = recorded;
const { text } = answers[0]!;
const first = text.slice(0, text.indexOf(second));

test.use({ cassette, repeat: true });

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

for (const name of DRAWN) {
  const { fault, alert, shows } = FAULT_CASES[name]!;
  const faults: PlacedFault = { ...fault({ type: 'text', text: second }), interaction: 1 };

  test.describe(() => {
    test.use({ faults });

    test(`survives "${name}", and answers when asked again`, async ({ page, chat }) => {
      await chat.open(provider);
      await chat.send(prompt);
      const shown = shows?.(first, second) ?? text;
      if (alert === undefined) {
        await chat.finish(answers.length);
        await expect(chat.alert).toHaveCount(0);
      } else {
        await expect(chat.alert).toHaveText(alert);
        await expect(chat.answers).toHaveCount(shown === '' ? 0 : 1);
      }
      if (shown !== '') await expect(chat.answers.first()).toContainText(shown);
      await expectIdle(page, chat);
      await chat.retryButton.click();
      await expectRecordedAnswer({ page, chat }, recorded);
    });
  });
}

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

  test('stops a stalled answer, and answers when asked again', async ({ page, chat, playhead }) => {
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

/** Expects an app that the person can go on with. */
async function expectIdle(page: Page, chat: Chat): Promise<void> {
  await expect(chat.stopButton).toHaveCount(0);
  await expect(page.getByText('Waiting for the answer')).toHaveCount(0);
  await chat.box.fill('Next');
  await expect(page.getByRole('button', { name: 'Send' })).toBeEnabled();
  await chat.box.fill('');
}
