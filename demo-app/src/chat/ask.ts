import { createOpenAICompatible } from '@ai-sdk/openai-compatible';
import { type ModelMessage, stepCountIs, streamText } from 'ai';
import type { StreamPart } from './conversation.ts';
import type { Provider } from './providers.ts';
import { tools } from './tools.ts';

export interface Connection {
  provider: Provider;
  apiKey: string;
}

const SYSTEM = 'You are a concise assistant. Use the tools for sums and for the weather.';
const MAX_TURNS = 8;

/**
 * Asks the provider, runs the tools it calls, and hands on each part as it arrives. Never throws:
 * a failure is an `error` part.
 * @returns the conversation as it is to be sent next time; without a question that got no answer,
 * so that to send it again is to ask it for the first time
 */
export async function ask(
  { provider, apiKey }: Connection,
  before: readonly ModelMessage[],
  text: string,
  onPart: (part: StreamPart) => void,
): Promise<readonly ModelMessage[]> {
  const { id, baseURL, model } = provider;
  const connect = createOpenAICompatible({ name: id, baseURL, apiKey, includeUsage: true });
  const question: ModelMessage = { role: 'user', content: text };
  let said: readonly ModelMessage[] = [];
  const result = streamText({
    model: connect(model),
    system: SYSTEM,
    messages: [...before, question],
    tools,
    stopWhen: stepCountIs(MAX_TURNS),
    maxRetries: 0,
    // A turn that failed is not sent again: its calls have no results.
    onStepFinish: ({ finishReason, response }) => {
      if (finishReason !== 'error') said = response.messages;
    },
    // Errors also arrive as parts, which are shown. The default would only log them.
    onError: () => {},
  });
  try {
    for await (const part of result.fullStream) onPart(part);
  } catch (error) {
    onPart({ type: 'error', error });
  }
  return said.length > 0 ? [...before, question, ...said] : before;
}
