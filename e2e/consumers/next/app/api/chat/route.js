import { openai } from '@ai-sdk/openai';
import { convertToModelMessages, stepCountIs, streamText, tool } from 'ai';
import { z } from 'zod';
import { traceHeaders } from './trace-headers.js';

const weather = tool({
  description: 'Tells how warm it is in a city.',
  inputSchema: z.object({ city: z.string() }),
  execute: ({ city }) => ({ city, celsius: 21 }),
});

// The provider reads OPENAI_BASE_URL and OPENAI_API_KEY by itself: nothing here knows of tests.
export async function POST(request) {
  const { messages } = await request.json();
  const result = streamText({
    model: openai('gpt-5-mini'),
    system: 'You are a weather service.',
    messages: await convertToModelMessages(messages),
    tools: { weather },
    stopWhen: stepCountIs(5),
    headers: traceHeaders(request.headers),
    abortSignal: request.signal,
    onError: () => {}, // the reader is told below
  });
  return result.toUIMessageStreamResponse({ onError: (error) => error.message });
}
