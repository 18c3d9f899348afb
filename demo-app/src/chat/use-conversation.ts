import { useChat } from '@ai-sdk/react';
import { useDeferredValue, useEffect, useMemo, useState } from 'react';
import { type Conversation, conversationOf } from './conversation.ts';
import { createSession } from './session.ts';
import type { Connection } from './types.ts';

/** After this time without anything new, the page says that nothing arrives. */
export const SILENCE_SECONDS = 20;

export interface ChatUi {
  conversation: Conversation;
  /** Counts the requests for an answer. */
  run: number;
  /** Nothing has arrived for a while. */
  silent: boolean;
  send: (text: string) => void;
  stop: () => void;
  /** Asks the last question once more. */
  retry: () => void;
  /** Asks something else instead of an earlier question. */
  edit: (id: string, text: string) => void;
}

/** A conversation that lasts as long as the page. */
export function useConversation(connection: Connection): ChatUi {
  const [session] = useState(() => createSession(connection));
  const { messages, status, error } = useChat({ chat: session.chat });
  const [run, setRun] = useState(0);
  const { load } = connection.provider;

  useEffect(() => session.connect(connection));
  // The library is there when the question is. A failure to load it is shown then.
  useEffect(() => void load?.().catch(() => {}), [load]);

  // `useChat` renders once a chunk: a flood of them is rendered as fast as the page can, not faster.
  const state = useDeferredValue(
    useMemo(() => ({ messages, status, error, run }), [messages, status, error, run]),
  );
  const conversation = useMemo(() => conversationOf(state), [state]);
  const silent = useSilence(conversation.status === 'running', messages);
  const [actions] = useState(() => {
    const count = (sent: boolean) => sent && setRun((before) => before + 1);
    return {
      send: (text: string) => void count(session.send(text)),
      stop: () => void session.stop(),
      retry: () => void count(session.retry()),
      edit: (id: string, text: string) => void session.edit(id, text).then(() => count(true)),
    };
  });
  return { conversation, run: state.run, silent, ...actions };
}

function useSilence(running: boolean, messages: unknown): boolean {
  const [last, setLast] = useState<unknown>();

  useEffect(() => {
    if (!running) return undefined;
    const timer = setTimeout(() => setLast(messages), SILENCE_SECONDS * 1000);
    return () => clearTimeout(timer);
  }, [running, messages]);

  return running && last === messages;
}
