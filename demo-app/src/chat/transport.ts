import { type ChatTransport, DefaultChatTransport, DirectChatTransport } from 'ai';
import { createAgent } from './agent.ts';
import { checkedFetch } from './checked-fetch.ts';
import { describeToolError, ReportedError } from './failure.ts';
import { toSend } from './history.ts';
import { trackSteps } from './track-steps.ts';
import { createTrackedFetch, type TrackedFetch } from './tracked-fetch.ts';
import type { ChatMessage, Connection } from './types.ts';

/** Sends a conversation to the provider that is chosen by then. */
export function createTransport(current: () => Connection): ChatTransport<ChatMessage> {
  return {
    async sendMessages(options) {
      const messages = toSend(options.messages);
      const connection = createTrackedFetch();
      const { transport, errorOf } = await choose(current(), connection);
      const chunks = await transport.sendMessages({ ...options, messages });
      const last = options.messages.at(-1);
      const finished = (last?.role === 'assistant' && last.metadata?.finished) || 0;
      return chunks.pipeThrough(
        trackSteps({ finished, errorOf, truncation: () => connection.reason() }),
      );
    },
    reconnectToStream: () => Promise.resolve(null),
  };
}

interface Choice {
  transport: ChatTransport<ChatMessage>;
  errorOf: (text: string) => unknown;
}

async function choose(
  { provider, apiKey, whole }: Connection,
  connection: TrackedFetch,
): Promise<Choice> {
  const { fetch } = connection;
  if (!provider.load) {
    return {
      transport: new DefaultChatTransport({ api: provider.baseURL, fetch: checkedFetch(fetch) }),
      errorOf: (text) => new ReportedError(text),
    };
  }
  const { createModel } = await provider.load();
  const agent = createAgent(createModel({ ...provider, apiKey, fetch }), { whole, connection });
  // A chunk carries the text of an error alone: what to do about it is known from the error itself.
  const errors = new Map<string, unknown>();
  const onError = (error: unknown) => {
    const text = describeToolError(error);
    errors.set(text, error);
    return text;
  };
  return {
    transport: new DirectChatTransport({ agent, onError }) as ChatTransport<ChatMessage>,
    errorOf: (text) => asError(errors.get(text)),
  };
}

/** Some clients pass on what the provider sent: a text, or an object with a message. */
function asError(error: unknown): Error {
  return error instanceof Error ? error : new ReportedError(error);
}
