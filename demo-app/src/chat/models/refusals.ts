import type { LanguageModelMiddleware } from 'ai';
import { z } from 'zod';
import type { ModelPart } from './model.ts';

const refusing = z.object({
  choices: z.tuple([z.object({ delta: z.object({ refusal: z.string().min(1) }) })]),
});

const ID = 'refusal';

/** Makes text of a refusal, which the OpenAI-compatible client leaves out: it is all that was said. */
export const refusals: LanguageModelMiddleware = {
  specificationVersion: 'v3',
  transformParams: async ({ params }) => ({ ...params, includeRawChunks: true }),
  async wrapStream({ doStream }) {
    const { stream, ...rest } = await doStream();
    let begun = false;
    const reading = new TransformStream<ModelPart, ModelPart>({
      transform(part, controller) {
        if (part.type === 'raw') {
          const delta = refusalOf(part.rawValue);
          if (delta === undefined) return;
          if (!begun) controller.enqueue({ type: 'text-start', id: ID });
          begun = true;
          controller.enqueue({ type: 'text-delta', id: ID, delta });
          return;
        }
        if (part.type === 'finish' && begun) controller.enqueue({ type: 'text-end', id: ID });
        controller.enqueue(part);
      },
    });
    return { ...rest, stream: stream.pipeThrough(reading) };
  },
};

function refusalOf(chunk: unknown): string | undefined {
  return refusing.safeParse(chunk).data?.choices[0].delta.refusal;
}
