import type { LanguageModelMiddleware } from 'ai';
import { z } from 'zod';
import type { ModelPart } from './model.ts';

const detailed = z.object({
  choices: z.tuple([
    z.object({
      delta: z.object({
        reasoning: z.string().nullish(),
        reasoning_content: z.string().nullish(),
        reasoning_details: z.array(
          z.object({ text: z.string().nullish(), summary: z.string().nullish() }),
        ),
      }),
    }),
  ]),
});

const ID = 'reasoning-details';

/**
 * Makes reasoning of what OpenRouter tells in `reasoning_details` alone, which the OpenAI-compatible
 * client leaves out. Needs the raw chunks.
 * https://openrouter.ai/docs/use-cases/reasoning-tokens
 */
export const reasoningDetails: LanguageModelMiddleware = {
  specificationVersion: 'v3',
  async wrapStream({ doStream }) {
    const { stream, ...rest } = await doStream();
    let open = false;
    const reading = new TransformStream<ModelPart, ModelPart>({
      transform(part, controller) {
        const delta = part.type === 'raw' ? detailsOf(part.rawValue) : '';
        if (delta !== '') {
          if (!open) controller.enqueue({ type: 'reasoning-start', id: ID });
          open = true;
          controller.enqueue({ type: 'reasoning-delta', id: ID, delta });
        }
        if (open && ENDS.has(part.type)) {
          controller.enqueue({ type: 'reasoning-end', id: ID });
          open = false;
        }
        controller.enqueue(part);
      },
    });
    return { ...rest, stream: stream.pipeThrough(reading) };
  },
};

const ENDS = new Set<ModelPart['type']>(['text-start', 'tool-input-start', 'finish']);

function detailsOf(chunk: unknown): string {
  const delta = detailed.safeParse(chunk).data?.choices[0].delta;
  // Most say it in both places.
  if (!delta || delta.reasoning || delta.reasoning_content) return '';
  return delta.reasoning_details.map(({ text, summary }) => text ?? summary ?? '').join('');
}
