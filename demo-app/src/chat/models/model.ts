import {
  type LanguageModel,
  type ModelMessage,
  simulateStreamingMiddleware,
  stepCountIs,
  streamText,
  wrapLanguageModel,
} from 'ai';
import { type Ask, MAX_TURNS, SYSTEM } from '../ask.ts';
import { createLine, type Line } from '../line.ts';
import { tools } from '../tools.ts';
import { honestEnds } from './honest-ends.ts';
import { serverTools } from './server-tools.ts';

/** A model that the AI SDK can ask. */
export type Model = Extract<LanguageModel, { specificationVersion: 'v3' }>;

type StreamResult = Awaited<ReturnType<Model['doStream']>>;
export type ModelPart = StreamResult['stream'] extends ReadableStream<infer Part> ? Part : never;
export type ModelOptions = Parameters<Model['doStream']>[0];

const inOnePiece = simulateStreamingMiddleware();

/**
 * Asks a model by way of the AI SDK.
 * @param makeModel gets the `fetch` that the model's client has to use
 */
export function askModel(makeModel: (fetch: Line['fetch']) => Model): Ask {
  return async ({ before, text, whole, signal }, { onPart, onSaid }) => {
    const line = createLine();
    /** What was said by the end of each turn that has not been told yet. */
    const ends: (readonly ModelMessage[] | undefined)[] = [];
    const result = streamText({
      model: wrapLanguageModel({
        model: makeModel(line.fetch),
        middleware: whole ? [inOnePiece, serverTools] : [serverTools, honestEnds(line)],
      }),
      system: SYSTEM,
      messages: [...before, { role: 'user', content: text }],
      tools,
      stopWhen: [stepCountIs(MAX_TURNS), hasFailed],
      abortSignal: signal,
      maxRetries: 0,
      onStepFinish: (step) => {
        ends.push(step.finishReason === 'error' ? undefined : step.response.messages);
      },
      // Errors also arrive as parts, which are shown. The default would only log them.
      onError: () => {},
    });
    try {
      for await (const part of result.fullStream) {
        const said = part.type === 'finish-step' ? ends.shift() : undefined;
        if (said) onSaid(said);
        onPart(part);
      }
    } catch (error) {
      onPart({ type: 'error', error });
    }
  };
}

/** An answer that failed is not gone on with: a call that was cut short is an error to the model. */
function hasFailed({ steps }: { steps: readonly { finishReason: string }[] }): boolean {
  return steps.at(-1)?.finishReason === 'error';
}
