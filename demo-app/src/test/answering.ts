import { vi } from 'vitest';
import type { ModelMessage } from 'ai';
import { askOf } from '../chat/ask.ts';
import { asked, type Conversation, EMPTY, ended, received } from '../chat/conversation.ts';
import { findProvider } from '../chat/providers.ts';

/** One request that a provider got. */
export interface Got {
  url: string;
  headers: Headers;
  body: Record<string, unknown>;
}

export interface Answered {
  got: Got[];
  /** What is on the screen. */
  conversation: Conversation;
  /** What is sent along next time. */
  history: readonly ModelMessage[];
}

/** Asks a provider that answers with these responses in turn, for tests. */
export async function answering(
  id: string,
  responses: readonly (Response | Error)[],
  { text = 'Add 2 and 3', before = [] as readonly ModelMessage[], whole = false } = {},
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
    let conversation = asked(EMPTY, text);
    const provider = findProvider(`${id}/test`);
    let said: readonly ModelMessage[] = [];
    const { signal } = new AbortController();
    await askOf({ provider, apiKey: 'a key' })(
      { before, text, whole, signal },
      {
        onPart: (part) => (conversation = received(conversation, part)),
        onSaid: (messages) => (said = messages),
      },
    );
    const question: ModelMessage = { role: 'user', content: text };
    const history = said.length > 0 ? [...before, question, ...said] : before;
    await new Promise((resolve) => setTimeout(resolve)); // for what must not arrive
    return { got, conversation: ended(conversation), history };
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
