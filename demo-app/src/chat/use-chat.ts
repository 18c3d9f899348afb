import type { ModelMessage } from 'ai';
import { useEffect, useRef, useState } from 'react';
import { askOf, type Asking, type Connection } from './ask.ts';
import type { StreamPart } from './stream-part.ts';
import { asked, type Conversation, EMPTY, ended, received } from './conversation.ts';

export interface Chat {
  conversation: Conversation;
  send: (text: string) => void;
}

/** A conversation that lasts as long as the page. */
export function useChat(connection: Connection, asking: Asking): Chat {
  const [conversation, setConversation] = useState(EMPTY);
  const history = useRef<readonly ModelMessage[]>([]);
  const { load } = connection.provider;

  // The library is there when the question is. A failure to load it is told to who asks.
  useEffect(() => void load().catch(() => {}), [load]);

  async function run(text: string): Promise<void> {
    setConversation((before) => asked(before, text));
    const show = (part: StreamPart) => setConversation((before) => received(before, part));
    history.current = await askOf(connection)(history.current, text, show, asking);
    setConversation(ended);
  }

  return { conversation, send: (text) => void run(text) };
}
