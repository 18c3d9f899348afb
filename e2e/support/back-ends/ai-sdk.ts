import { createOpenAICompatible } from '@ai-sdk/openai-compatible';
import { convertToModelMessages, streamText, type UIMessage } from 'ai';
import express from 'express';
import type { Place } from './back-end.ts';
import { reasonOf } from './parts/reason-of.ts';
import { signalOfClose } from './parts/signal-of-close.ts';
import { traceHeaders } from './parts/trace-headers.ts';

/** Answers by the AI SDK, in its own events, as its guides show it. */
export function aiSdk({ app, modelUrl }: Place): void {
  const provider = createOpenAICompatible({ name: 'toy', baseURL: modelUrl });
  app.post('/chat', express.json(), async (request, response) => {
    const { messages } = request.body as { messages: UIMessage[] };
    const result = streamText({
      model: provider('toy'),
      messages: await convertToModelMessages(messages),
      headers: traceHeaders(request.headers),
      abortSignal: signalOfClose(response),
      // One request, one error: a second try would ask for a second recorded answer.
      maxRetries: 0,
      // Goes to the page below: printed, it would disturb the report of the tests.
      onError: () => {},
    });
    await result.pipeUIMessageStreamToResponse(response, { onError: reasonOf });
  });
}
