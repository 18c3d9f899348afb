import { expect, type Locator, type Page } from '@playwright/test';
import type { Recorded } from '../cassettes.ts';

/** The name of the button that asks again for an answer that is there, or that cannot succeed as it is. */
export const REGENERATE = /^Regenerate$/;
/** The name of the button that repeats a request that failed. */
const TRY_AGAIN = /^Try again/;

/** Uses the demo app as a person does, by role and name. */
export interface Chat {
  /** Every message, the person's and the assistant's. */
  messages: Locator;
  /** The turns of the assistant, one per response. */
  answers: Locator;
  /** The cards of the tool calls, all turns, in order. */
  toolCards: Locator;
  alert: Locator;
  /** The box of the composer. */
  box: Locator;
  stopButton: Locator;
  /** Asks the last question once more: in the alert, or under the last turn. */
  retryButton: Locator;
  /** Says quietly that nothing arrives, or that a wait is over. */
  status: Locator;
  /** A field of a tool card: `Arguments` or `Result`. */
  field: (card: Locator, name: string) => Locator;
  /** Opens the app, and gives it a key for a provider that wants one; `whole` answers do not stream. */
  open(provider?: string, options?: { whole?: boolean }): Promise<void>;
  /** Opens the app in demo mode, where it replays a cassette by itself, at a pace such as `20/s`. */
  openDemo(cassette: string, pace?: string): Promise<void>;
  send: (text: string) => Promise<void>;
  /** Sends the first question once more, which removes the conversation after it. */
  askAnew: () => Promise<void>;
  /** Waits until the assistant has taken this many turns and the last one is complete. */
  finish(turns: number): Promise<void>;
  /** Sends a text, and waits until the app is idle. */
  ask(text: string): Promise<void>;
  /** Holds the whole recorded conversation: opens the app, sends the recorded prompt, waits for the end. */
  converse(recording: Recorded): Promise<void>;
  /** The same in demo mode. */
  replay(recording: Recorded, pace?: string): Promise<void>;
}

export function createChat(page: Page): Chat {
  const log = page.getByRole('log', { name: 'Conversation' });
  const answers = log.getByRole('article', { name: 'Assistant' });
  const busy = log.locator('[aria-busy="true"]').or(page.getByText('Waiting for the answer'));
  const chat: Chat = {
    messages: log.getByRole('article'),
    answers,
    // A `details` is a group as well, but it has no name.
    toolCards: log.getByRole('group', { name: /./ }),
    alert: page.getByRole('alert'),
    box: page.getByRole('textbox', { name: 'Message', exact: true }),
    stopButton: page.getByRole('button', { name: 'Stop' }),
    retryButton: page.getByRole('button', {
      name: new RegExp(`${TRY_AGAIN.source}|${REGENERATE.source}`),
    }),
    status: page
      .getByRole('main')
      .getByRole('status')
      .and(page.locator(':not([aria-label])'))
      .filter({ hasText: /\S/ }),
    field: (card, name) => card.getByRole('figure', { name }).locator('pre'),
    async open(provider = 'groq', { whole = false } = {}) {
      const query = new URLSearchParams({ provider, ...(whole && { answers: 'whole' }) });
      await page.goto(`/?${query}`);
      // A locator comes back after up to half a second. `waitForFunction` loads 345 kB of Playwright into
      // the page's own world, where no test needs them.
      await page.evaluate(
        () =>
          new Promise<void>((resolve) => {
            const look = () => document.querySelector('select') && resolve();
            new MutationObserver(look).observe(document, { childList: true, subtree: true });
            look();
          }),
      );
      const key = page.getByLabel('API key');
      if (await key.isVisible()) await key.fill('a key');
    },
    async openDemo(cassette, pace = 'instant') {
      const query = new URLSearchParams({ cassette, pace });
      await page.goto(`${process.env['DEMO_URL']}?${query}`);
    },
    async send(text) {
      await chat.box.fill(text);
      await page.getByRole('button', { name: 'Send' }).click();
    },
    async askAnew() {
      await chat.messages.first().getByRole('button', { name: 'Edit' }).press('Enter');
      await page.keyboard.press('Enter');
    },
    async finish(turns) {
      await expect(answers).toHaveCount(turns);
      await expect(answers.last()).toHaveAttribute('aria-busy', 'false');
    },
    async ask(text) {
      await chat.send(text);
      await expect(busy).toHaveCount(0);
    },
    async converse({ provider, prompt, answers: recorded }) {
      await chat.open(provider);
      await chat.send(prompt);
      await chat.finish(recorded.length);
    },
    async replay({ name, prompt, answers: recorded }, pace) {
      await chat.openDemo(name, pace);
      await chat.send(prompt);
      await chat.finish(recorded.length);
    },
  };
  return chat;
}
