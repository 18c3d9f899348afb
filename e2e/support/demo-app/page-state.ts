import type { Page } from '@playwright/test';
import type { Cassette } from 'playhead';
import type { Playhead, PlayheadStream } from 'playhead/playwright';
import type { Chat } from './chat.ts';
import { QUESTION } from './answer.ts';

export interface Act {
  page: Page;
  chat: Chat;
  playhead: Playhead;
}

/** A state of the page that a person can meet, and how to stop the app in it. */
export interface State {
  name: string;
  cassette: Cassette;
  reach: (act: Act) => Promise<void>;
}

/** The prompt, and the provider it goes to. */
interface Question {
  prompt: string;
  provider?: string;
}

/** Opens the app and sends the prompt. Nothing of the answer has been sent yet. */
export async function send(
  { chat, playhead }: Act,
  { prompt, provider }: Question = { prompt: QUESTION },
): Promise<PlayheadStream> {
  await chat.open(provider);
  await chat.send(prompt);
  return playhead.nextStream();
}

/** Sends the prompt, and waits until the one answer is done. */
export async function finish(act: Act): Promise<void> {
  await (await send(act)).finish();
  await act.chat.finish(1);
}
