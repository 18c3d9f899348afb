import { useEffect, useState } from 'react';
import { askOf, type Connection } from './ask.ts';
import { type Conversation, EMPTY } from './conversation.ts';
import { createSession } from './session.ts';

export interface Chat {
  conversation: Conversation;
  send: (text: string) => void;
  stop: () => void;
  /** Asks the last question once more. */
  retry: () => void;
  /** Asks another question instead of the one at this position. */
  edit: (position: number, text: string) => void;
}

/**
 * A conversation that lasts as long as the page.
 * @param whole answers come in one piece
 */
export function useChat(connection: Connection, { whole }: { whole: boolean }): Chat {
  const [conversation, setConversation] = useState(EMPTY);
  const [session] = useState(() => createSession(setConversation));
  const { provider, apiKey } = connection;
  const { load } = provider;

  // The library is there when the question is. A failure to load it is told to who asks.
  useEffect(() => void load().catch(() => {}), [load]);

  useEffect(
    () => session.use({ ask: askOf({ provider, apiKey }), whole }),
    [session, provider, apiKey, whole],
  );

  const { send, stop, retry, edit } = session;
  return { conversation, send, stop, retry, edit };
}
