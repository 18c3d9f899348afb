import type { LanguageModelMiddleware } from 'ai';
import { z } from 'zod';
import { transformParts } from './parts.ts';

const chunk = z.object({
  choices: z.tuple([
    z.object({
      delta: z.object({
        refusal: z.string().nullish(),
        reasoning: z.string().nullish(),
        reasoning_content: z.string().nullish(),
        reasoning_details: z
          .array(z.object({ text: z.string().nullish(), summary: z.string().nullish() }))
          .nullish(),
      }),
    }),
  ]),
});

const REASONING = 'reasoning-details';
const REFUSAL = 'refusal';

/**
 * Reads from the raw chunks what the OpenAI-compatible client drops: a refusal, which is all the
 * text there is, and reasoning that OpenRouter sends in `reasoning_details` alone.
 * https://openrouter.ai/docs/use-cases/reasoning-tokens
 */
export const droppedContent: LanguageModelMiddleware = {
  ...transformParts(() => {
    let thinking = false;
    let refusing = false;
    return (part, emit) => {
      if (part.type !== 'raw') {
        if (thinking && ENDS_REASONING.has(part.type)) {
          emit({ type: 'reasoning-end', id: REASONING });
          thinking = false;
        }
        if (refusing && part.type === 'finish') emit({ type: 'text-end', id: REFUSAL });
        return emit(part);
      }
      const { reasoning, refusal } = droppedIn(part.rawValue);
      if (reasoning !== '') {
        if (!thinking) emit({ type: 'reasoning-start', id: REASONING });
        thinking = true;
        emit({ type: 'reasoning-delta', id: REASONING, delta: reasoning });
      }
      if (refusal !== '') {
        if (!refusing) emit({ type: 'text-start', id: REFUSAL });
        refusing = true;
        emit({ type: 'text-delta', id: REFUSAL, delta: refusal });
      }
    };
  }),
  transformParams: ({ params }) => Promise.resolve({ ...params, includeRawChunks: true }),
};

const ENDS_REASONING = new Set(['text-start', 'tool-input-start', 'finish']);

function droppedIn(raw: unknown): { reasoning: string; refusal: string } {
  const delta = chunk.safeParse(raw).data?.choices[0].delta;
  const { refusal, reasoning, reasoning_content, reasoning_details } = delta ?? {};
  // Most send reasoning in both places.
  const details = reasoning || reasoning_content ? [] : (reasoning_details ?? []);
  return {
    reasoning: details.map(({ text, summary }) => text ?? summary ?? '').join(''),
    refusal: refusal ?? '',
  };
}
