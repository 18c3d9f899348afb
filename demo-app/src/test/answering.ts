import { expect, vi } from 'vitest';
import { type Conversation, conversationOf } from '../chat/conversation.ts';
import { toSend } from '../chat/history.ts';
import { findProvider } from '../chat/providers.ts';
import { createSession, type Session } from '../chat/session.ts';
import type { ChatMessage } from '../chat/types.ts';

/** One request that a provider got. */
export interface Got {
  url: string;
  headers: Headers;
  body: Record<string, unknown>;
}

export interface Answered {
  got: Got[];
  /** As it is on the screen. */
  conversation: Conversation;
  /** The messages that go along with the next question. */
  history: readonly ChatMessage[];
}

interface Options {
  whole?: boolean;
  /** Actions of the person, one after the other. */
  acts?: readonly ((session: Session) => unknown)[];
}

/** Asks a provider that answers with these responses in turn, for tests. */
export async function answering(
  id: string,
  responses: readonly (Response | Error)[],
  { whole = false, acts = [({ send }) => send('Add 2 and 3')] }: Options = {},
): Promise<Answered> {
  const got: Got[] = [];
  const left = [...responses];
  vi.stubGlobal(
    'fetch',
    async (url: string | URL, init: { headers: HeadersInit; body: string }) => {
      const body = JSON.parse(init.body) as Got['body'];
      got.push({ url: String(url), headers: new Headers(init.headers), body });
      const next = left.shift() ?? Response.error();
      if (next instanceof Error) throw next;
      return next;
    },
  );
  try {
    const provider = findProvider(`${id}/test`);
    const session = createSession({ provider, apiKey: 'a key', whole });
    const { chat } = session;
    for (const act of acts) {
      await act(session);
      await vi.waitFor(() => expect(conversationOf(chat).status).toBe('idle'), { interval: 1 });
    }
    const next: ChatMessage = { id: 'next', role: 'user', parts: [{ type: 'text', text: 'Next' }] };
    const history = toSend([...chat.messages, next]).slice(0, -1);
    return { got, conversation: conversationOf(chat), history };
  } finally {
    vi.unstubAllGlobals();
  }
}

/** Events of a stream, each as JSON. */
export function events(...each: object[]): Response {
  const body = each.map((event) => `data: ${JSON.stringify(event)}\n\n`).join('');
  return new Response(body, { headers: { 'content-type': 'text/event-stream' } });
}

/** Documents of newline-delimited JSON. */
export function lines(...each: object[]): Response {
  const body = each.map((line) => `${JSON.stringify(line)}\n`).join('');
  return new Response(body, { headers: { 'content-type': 'application/x-ndjson' } });
}
