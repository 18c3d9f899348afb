import type { LanguageModelMiddleware } from 'ai';
import { z } from 'zod';

type Stream = Awaited<ReturnType<NonNullable<LanguageModelMiddleware['wrapStream']>>>['stream'];
type ModelPart = Stream extends ReadableStream<infer Part> ? Part : never;

const ID = 'refusal';

const chatChunk = z.object({
  choices: z.tuple([z.object({ delta: z.object({ refusal: z.string().min(1) }) })], z.unknown()),
});
const responsesEvent = z.object({
  type: z.literal('response.refusal.delta'),
  delta: z.string().min(1),
});

/**
 * Makes text of a refusal, which the SDK drops. OpenAI streams it beside the text
 * (https://platform.openai.com/docs/api-reference/chat-streaming) or as events of its own
 * (https://platform.openai.com/docs/api-reference/responses-streaming).
 */
export const refusalAsText: LanguageModelMiddleware = {
  specificationVersion: 'v3',
  transformParams: async ({ params }) => ({ ...params, includeRawChunks: true }),
  wrapStream: async ({ doStream }) => {
    const { stream, ...rest } = await doStream();
    return { ...rest, stream: stream.pipeThrough(createTransform()) };
  },
};

function createTransform(): TransformStream<ModelPart, ModelPart> {
  let refusing = false;
  return new TransformStream({
    transform(part, controller) {
      if (part.type === 'raw') {
        const delta = refusalIn(part.rawValue);
        if (delta === undefined) return;
        if (!refusing) controller.enqueue({ type: 'text-start', id: ID });
        refusing = true;
        controller.enqueue({ type: 'text-delta', id: ID, delta });
        return;
      }
      if (part.type === 'finish' && refusing) controller.enqueue({ type: 'text-end', id: ID });
      controller.enqueue(part);
    },
  });
}

function refusalIn(chunk: unknown): string | undefined {
  return (
    chatChunk.safeParse(chunk).data?.choices[0].delta.refusal ??
    responsesEvent.safeParse(chunk).data?.delta
  );
}
