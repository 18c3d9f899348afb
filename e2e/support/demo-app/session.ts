import { getResponse, http, HttpResponse } from 'msw';
import { cassetteHandlers, type Chunking, type PlacedFault } from 'playhead';
import { vi } from 'vitest';
import { type Conversation, conversationOf } from '../../../demo-app/src/chat/conversation.ts';
import { findProvider } from '../../../demo-app/src/chat/providers.ts';
import { createSession } from '../../../demo-app/src/chat/session.ts';
import { asksForStream, type Recorded } from '../cassettes.ts';

/** A conversation of the demo app without its page, in unit tests. */
export interface RecordedSession {
  /** Sends the first prompt of the recording, or another, and waits for the end of the answer. */
  send: (prompt?: string) => Promise<void>;
  /** Asks the last question once more, and waits for the end of the answer. */
  retry: () => Promise<void>;
  /** The conversation as the page would show it. */
  shown: () => Conversation;
  /** Counts the completions that were asked for. */
  requests: () => number;
}

interface Options {
  chunking?: Chunking;
  faults?: PlacedFault[];
  /** Answers a request as often as it is sent. */
  repeat?: boolean;
}

/** Allows for a long answer on a busy machine, in milliseconds. */
const IDLE_MS = 20_000;

/** Runs a conversation of the demo app, whose requests are answered from a recording. */
export async function withSession(
  recorded: Recorded,
  options: Options,
  run: (session: RecordedSession) => Promise<void>,
): Promise<void> {
  const { name, cassette, prompt } = recorded;
  const handlers = [
    http.get('/api/weather', () => HttpResponse.json({ weather: '40 C' })),
    ...cassetteHandlers(cassette, options),
  ];
  // The clients warn of options that a provider does not have.
  vi.stubGlobal('AI_SDK_LOG_WARNINGS', false);
  let requests = 0;
  vi.stubGlobal('fetch', async (url: string, init: RequestInit) => {
    if (init.method === 'POST') requests++;
    const request = new Request(new URL(url, 'http://localhost'), init);
    const response = await getResponse(handlers, request, { baseUrl: 'http://localhost' });
    if (response!.type === 'error') throw new TypeError('Failed to fetch');
    return response!;
  });
  const session = createSession({
    provider: findProvider(name),
    apiKey: 'a key',
    whole: !cassette.interactions.every(asksForStream),
  });
  const shown = () => conversationOf(session.chat);
  const idle = () =>
    vi.waitUntil(() => shown().status === 'idle', { interval: 2, timeout: IDLE_MS });
  try {
    await run({
      async send(text = prompt) {
        session.send(text);
        await idle();
      },
      async retry() {
        session.retry();
        await idle();
      },
      shown,
      requests: () => requests,
    });
  } finally {
    vi.unstubAllGlobals();
  }
}
