import { createOpenAICompatible } from '@ai-sdk/openai-compatible';
import { convertToModelMessages, stepCountIs, streamText, type UIMessage } from 'ai';
import type { RequestHandler } from 'express';
import { sendOn } from './relay.ts';
import { MAX_STEPS } from './src/chat/steps.ts';
import { tools } from './src/chat/tools.ts';
import { weatherIn } from './weather.ts';

/** Lists the tracing headers that are copied from the page's request to the model's. */
const TRACE = ['traceparent', 'tracestate', 'baggage'];

/**
 * `POST /api/chat`: asks the model, runs the tools here, and streams the AI SDK's own messages, as most
 * back ends of `useChat` do.
 * @param modelUrl the address of a model that speaks as OpenAI's chat completions do
 */
export function ownAgent(modelUrl: string): RequestHandler {
  return async (request, response) => {
    const { messages } = request.body as { messages: UIMessage[] };
    const trace = TRACE.flatMap((name) => {
      const value = request.get(name);
      return value === undefined ? [] : [[name, value]];
    });
    const provider = createOpenAICompatible({
      name: 'model',
      baseURL: `${modelUrl}/openai/v1`,
      headers: Object.fromEntries(trace) as Record<string, string>,
      includeUsage: true,
    });
    const left = new AbortController();
    response.on('close', () => left.abort());
    const answer = streamText({
      model: provider('moonshotai/kimi-k2-instruct-0905'),
      messages: await convertToModelMessages(messages),
      tools: { ...tools, weather: { ...tools.weather, execute: findWeather } },
      stopWhen: stepCountIs(MAX_STEPS),
      maxRetries: 0,
      abortSignal: left.signal,
      onError: () => {}, // the page gets it, and says so
    });
    await sendOn(answer.toUIMessageStreamResponse({ onError: messageOf }), response);
  };
}

async function findWeather({ location }: { location: string }): Promise<string> {
  const found = weatherIn(location);
  if ('weather' in found) return found.weather;
  throw new Error(found.message);
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
