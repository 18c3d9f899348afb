import type { AssistantTurn, Conversation } from '../chat/conversation.ts';
import { completeSentences } from './complete-sentences.ts';
import { toSpeech } from './to-speech.ts';

/** How much of a conversation has been announced. */
export interface Progress {
  running: boolean;
  /** Which answer. */
  run: number;
  /** The position of the message that is being announced. */
  message: number;
  thinking: boolean;
  /** How much of its text, in characters. */
  text: number;
  /** Which states of its calls. */
  calls: readonly string[];
}

export const NOTHING_ANNOUNCED: Progress = { running: false, run: 0, ...unheard(0) };

/**
 * Collects what there is to announce since the last time: whole sentences, not tokens. All of an
 * answer is said once, in order; code is only named. A failure is an alert, which says itself.
 */
export function announce(
  progress: Progress,
  { messages, status, failure, replacing }: Conversation,
  run: number,
): { progress: Progress; texts: readonly string[] } {
  const running = status === 'running';
  const texts: string[] = [];
  let next = progress;
  // A regenerated answer is announced from its beginning, but not the old one while it still stands.
  if (!replacing && run !== progress.run) {
    const question = messages.findLastIndex(({ role }) => role === 'user');
    next = { ...progress, run, ...unheard(question) };
  }
  const from = replacing ? messages.length : Math.max(0, next.message);
  for (let at = from; at < messages.length; at++) {
    if (at !== next.message) next = { ...next, ...unheard(at) };
    const message = messages[at]!;
    if (message.role === 'assistant') next = { ...next, ...announceTurn(next, message, texts) };
  }
  const last = messages.at(-1);
  // Nothing else ends an answer before it begins and is no failure.
  const stopped = replacing || (last?.role === 'assistant' && last.status === 'stopped');
  if (progress.running && !running && !failure) {
    texts.push(stopped ? 'Answer stopped' : 'Answer complete');
  }
  return { progress: { ...next, running }, texts };
}

function unheard(message: number): Omit<Progress, 'running' | 'run'> {
  return { message, thinking: false, text: 0, calls: [] };
}

/** Announces what is new of a turn, and returns how much of it has been announced then. */
function announceTurn(before: Progress, turn: AssistantTurn, texts: string[]): Partial<Progress> {
  const say = (text: string) => void (text !== '' && texts.push(text));
  const done = turn.status !== 'streaming';
  const thinking = before.thinking || turn.reasoning !== '';
  if (thinking && !before.thinking && !done) say('Thinking');
  // A card stands below the text: what is written before a call is said before it.
  const whole = done || turn.calls.length > 0;
  const rest = turn.text.slice(before.text);
  const part = whole ? rest : rest.slice(0, completeSentences(rest));
  say(toSpeech(part));
  const calls = turn.calls.map(({ status }) => status);
  for (const [at, { name, status }] of turn.calls.entries()) {
    if (status === before.calls[at] || status === 'writing') continue;
    say(status === 'running' ? `Running ${name}` : `${name} ${status}`);
  }
  return { thinking, text: before.text + part.length, calls };
}
