import type { AssistantTurn, Conversation } from '../chat/conversation.ts';
import { reasoningText } from '../chat/reasoning.ts';
import { finishedPart } from './finished-part.ts';
import { spoken } from './spoken.ts';

/** How far a conversation has been told to those who hear it. */
export interface Told {
  running: boolean;
  /** Which answer. */
  run: number;
  /** The position of the message that is being told. */
  message: number;
  thinking: boolean;
  /** How much of its text, in characters. */
  text: number;
  /** What has been said of its calls. */
  calls: readonly string[];
}

export const NOTHING_TOLD: Told = { running: false, run: 0, ...unheard(0) };

/**
 * What there is to say since the last time: whole sentences, not tokens. All of an answer is said
 * once, in order; code is only named. A failure is not said: it is an alert, which says itself.
 */
export function announce(
  told: Told,
  { messages, status, failure, run, replacing }: Conversation,
): { told: Told; words: readonly string[] } {
  const running = status === 'running';
  const said: string[] = [];
  let next = told;
  // An answer that is asked for again is told anew, but not the old one while it still stands.
  if (!replacing && run !== told.run) {
    next = { ...told, run, ...unheard(messages.findLastIndex(({ role }) => role === 'user')) };
  }
  const from = replacing ? messages.length : Math.max(0, next.message);
  for (let at = from; at < messages.length; at++) {
    if (at !== next.message) next = { ...next, ...unheard(at) };
    const message = messages[at]!;
    if (message.role === 'assistant') next = { ...next, ...tell(next, message, said) };
  }
  const last = messages.at(-1);
  // Nothing else ends an answer before it begins and is no failure.
  const stopped = replacing || (last?.role === 'assistant' && last.status === 'stopped');
  if (told.running && !running && !failure) {
    said.push(stopped ? 'Answer stopped' : 'Answer complete');
  }
  return { told: { ...next, running }, words: said };
}

function unheard(message: number): Omit<Told, 'running' | 'run'> {
  return { message, thinking: false, text: 0, calls: [] };
}

/** Tells what is new of a turn, and says how much of it is told then. */
function tell(told: Told, turn: AssistantTurn, said: string[]): Partial<Told> {
  const say = (words: string) => void (words !== '' && said.push(words));
  const done = turn.status !== 'streaming';
  const thinking = told.thinking || reasoningText(turn) !== '';
  if (thinking && !told.thinking && !done) say('Thinking');
  // A card stands below the text: what is written before a call is said before it.
  const whole = done || turn.calls.length > 0;
  const rest = turn.text.slice(told.text);
  const part = whole ? rest : rest.slice(0, finishedPart(rest));
  say(spoken(part));
  const calls = turn.calls.map(({ status }) => status);
  for (const [at, { name, status }] of turn.calls.entries()) {
    if (status === told.calls[at] || status === 'writing') continue;
    say(status === 'running' ? `Running ${name}` : `${name} ${status}`);
  }
  return { thinking, text: told.text + part.length, calls };
}
