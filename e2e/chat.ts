import { expect, type Locator, type Page } from '@playwright/test';
import type { Recorded } from './cassettes.ts';

/** How to use the demo app: what a person does and sees, by role and name. */
export interface Chat {
  /** Every message, the person's and the assistant's. */
  messages: Locator;
  /** The turns of the assistant, one a response. */
  answers: Locator;
  /** The cards of the tool calls, all turns, in order. */
  toolCards: Locator;
  alert: Locator;
  /** A field of a tool card: `Arguments` or `Result`. */
  field(card: Locator, name: string): Locator;
  /** Opens the app on a cassette, at a pace such as `instant` or `60/s`. */
  open(cassette: string, pace?: string): Promise<void>;
  send(text: string): Promise<void>;
  /** Leads the whole recorded conversation: opens the app, asks what was asked, waits for the end. */
  converse(recording: Recorded, pace?: string): Promise<void>;
  /** Waits until the assistant has taken this many turns and the last one is complete. */
  finish(turns: number): Promise<void>;
}

export function createChat(page: Page): Chat {
  const log = page.getByRole('log', { name: 'Conversation' });
  const answers = log.getByRole('article', { name: 'Assistant' });
  const chat: Chat = {
    messages: log.getByRole('article'),
    answers,
    toolCards: log.getByRole('group'),
    alert: page.getByRole('alert'),
    field: (card, name) => card.getByRole('figure', { name }).locator('pre'),
    async open(cassette, pace = 'instant') {
      await page.goto(`/?${new URLSearchParams({ cassette, pace })}`);
    },
    async send(text) {
      await page.getByRole('textbox', { name: 'Message' }).fill(text);
      await page.getByRole('button', { name: 'Send' }).click();
    },
    async converse({ name, prompt, answers: recorded }, pace) {
      await chat.open(name, pace);
      await chat.send(prompt);
      await chat.finish(recorded.length);
    },
    async finish(turns) {
      await expect(answers).toHaveCount(turns);
      await expect(answers.last()).toHaveAttribute('aria-busy', 'false');
    },
  };
  return chat;
}
