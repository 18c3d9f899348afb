import type { LanguageModelMiddleware } from 'ai';
import type { ModelPart } from '../types.ts';

/** Changes the parts of a model's answer, one by one. */
export function mapParts(change: (part: ModelPart) => ModelPart): LanguageModelMiddleware {
  return transformParts(() => (part, emit) => emit(change(part)));
}

type Emit = (part: ModelPart) => void;

/**
 * Changes the stream of a model's parts.
 * @param create makes the transformation of one answer
 */
export function transformParts(
  create: () => (part: ModelPart, emit: Emit) => void,
): LanguageModelMiddleware {
  return {
    specificationVersion: 'v3',
    async wrapStream({ doStream }) {
      const { stream, ...rest } = await doStream();
      const transform = create();
      const changed = new TransformStream<ModelPart, ModelPart>({
        transform: (part, controller) => transform(part, (next) => controller.enqueue(next)),
      });
      return { ...rest, stream: stream.pipeThrough(changed) };
    },
  };
}

/**
 * Lets a provider call tools of its own, such as a web search: the AI SDK rejects a call of a tool
 * that the app has not declared, unless the call is dynamic.
 */
export const serverTools = mapParts((part) =>
  'providerExecuted' in part && part.providerExecuted ? { ...part, dynamic: true } : part,
);

/** Makes a written refusal an answer: OpenAI's client reports it as a content filter. */
export const refusalIsText = mapParts((part) =>
  part.type === 'finish' &&
  part.finishReason.unified === 'content-filter' &&
  part.finishReason.raw === undefined
    ? { ...part, finishReason: { unified: 'stop', raw: undefined } }
    : part,
);
