import type { ModelMessage } from 'ai';
import type { Ask } from './ask.ts';
import {
  answer,
  asked,
  askedAgain,
  type Conversation,
  cut,
  EMPTY,
  ended,
  heard,
  lastQuestion,
  received,
  silent,
  stopped,
} from './conversation.ts';
import type { StreamPart } from './stream-part.ts';

/** After this time without anything new, the person is told that nothing arrives. */
export const SILENCE_SECONDS = 20;

type History = readonly ModelMessage[];

/** How an answer is asked for. */
export interface Asking {
  ask: Ask;
  whole: boolean;
}

/** What the person can do. What makes no sense at the moment does nothing: a second click is one. */
export interface Session {
  /** From now on it is asked this way. */
  use: (asking: Asking) => void;
  /** Asks something, unless an answer is running. */
  send: (text: string) => void;
  /** Cancels the answer that is running. What has come is kept, and is sent along next time. */
  stop: () => void;
  /** Asks the last question once more, from the same history. */
  retry: () => void;
  /** Takes back the question at this position and all that came after, and asks this instead. */
  edit: (position: number, text: string) => void;
}

/** One question that is being answered. */
interface Run {
  text: string;
  before: History;
  controller: AbortController;
  /** The complete turns of the answer. */
  said: History;
  /** How many turns these are on the screen. */
  turns: number;
}

/**
 * Leads a conversation: one answer at a time, and nothing that arrives late.
 * @param show is told of each change
 */
export function createSession(show: (conversation: Conversation) => void): Session {
  let conversation = EMPTY;
  /** What was sent along with each question, in the order of the questions on the screen. */
  let befores: readonly History[] = [];
  /** What is sent along with the next one. */
  let history: History = [];
  let asking: Asking | undefined;
  let running: Run | undefined;
  let silence: ReturnType<typeof setTimeout> | undefined;

  function set(next: Conversation): void {
    if (next === conversation) return;
    conversation = next;
    show(next);
  }

  function listen(): void {
    clearTimeout(silence);
    silence = setTimeout(() => set(silent(conversation)), SILENCE_SECONDS * 1000);
  }

  function start(text: string, before: History, { ask, whole }: Asking): void {
    const controller = new AbortController();
    const run: Run = { text, before, controller, said: [], turns: 0 };
    running = run;
    listen();
    const onPart = (part: StreamPart) => {
      if (running !== run) return;
      listen();
      set(received(heard(conversation), part));
      if (part.type === 'finish') finish(run, ended);
    };
    const onSaid = (said: History) => {
      run.said = said;
      run.turns = answer(conversation).length;
    };
    void ask({ before, text, whole, signal: controller.signal }, { onPart, onSaid }).then(() =>
      finish(run, ended),
    );
  }

  /** Nothing that arrives after this is of any account. */
  function finish(run: Run, end: (before: Conversation) => Conversation): void {
    if (running !== run) return;
    running = undefined;
    clearTimeout(silence);
    // An older answer that is still on the screen is still what was said.
    if (!conversation.replacing) history = historyOf(run);
    set(end(conversation));
  }

  function historyOf(run: Run): History {
    const said = [...run.said, ...textSince(run.turns)];
    return said.length > 0
      ? [...run.before, { role: 'user', content: run.text }, ...said]
      : run.before;
  }

  /**
   * A turn that was stopped or broke off is sent along as its text: a call without a result is refused, and so
   * is reasoning without its signature. A question to which nothing came is not sent again.
   */
  function textSince(complete: number): History {
    const turns = answer(conversation).slice(complete);
    const content = turns.flatMap(({ text }) => text.trim() || []).join('\n\n');
    return content === '' ? [] : [{ role: 'assistant', content }];
  }

  const session: Session = {
    use(next) {
      asking = next;
    },
    send(text) {
      if (running || !asking) return;
      befores = [...befores, history];
      set(asked(conversation, text));
      start(text, history, asking);
    },
    stop() {
      const run = running;
      if (!run) return;
      finish(run, stopped);
      run.controller.abort();
    },
    retry() {
      const text = lastQuestion(conversation);
      const before = befores.at(-1);
      if (running || !asking || text === undefined || !before) return;
      set(askedAgain(conversation));
      start(text, before, asking);
    },
    edit(position, text) {
      if (conversation.messages[position]?.role !== 'user') return;
      session.stop();
      const kept = cut(conversation, position);
      const questions = kept.messages.filter(({ role }) => role === 'user').length;
      history = befores[questions] ?? [];
      befores = befores.slice(0, questions);
      conversation = kept;
      session.send(text);
    },
  };
  return session;
}
