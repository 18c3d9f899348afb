import {
  type LanguageModel,
  type ModelMessage,
  simulateStreamingMiddleware,
  stepCountIs,
  streamText,
  wrapLanguageModel,
} from 'ai';
import { type Ask, MAX_TURNS, SYSTEM } from '../ask.ts';
import { tools } from '../tools.ts';
import { serverTools } from './server-tools.ts';

/** A model that the AI SDK can ask. */
export type Model = Extract<LanguageModel, { specificationVersion: 'v3' }>;

type StreamResult = Awaited<ReturnType<Model['doStream']>>;
export type ModelPart = StreamResult['stream'] extends ReadableStream<infer Part> ? Part : never;
export type ModelOptions = Parameters<Model['doStream']>[0];

const inOnePiece = simulateStreamingMiddleware();

/** Asks a model by way of the AI SDK. */
export function askModel(model: Model): Ask {
  return async (before, text, onPart, { whole }) => {
    const question: ModelMessage = { role: 'user', content: text };
    let said: readonly ModelMessage[] = [];
    const result = streamText({
      model: wrapLanguageModel({
        model,
        middleware: whole ? [inOnePiece, serverTools] : serverTools,
      }),
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
  };
}
