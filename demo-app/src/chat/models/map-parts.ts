import type { LanguageModelMiddleware } from 'ai';
import type { ModelPart } from './model.ts';

/** Changes the parts of a model's answer, one by one. */
export function mapParts(change: (part: ModelPart) => ModelPart): LanguageModelMiddleware {
  return {
    specificationVersion: 'v3',
    async wrapStream({ doStream }) {
      const { stream, ...rest } = await doStream();
      const changing = new TransformStream<ModelPart, ModelPart>({
        transform: (part, controller) => controller.enqueue(change(part)),
      });
      return { ...rest, stream: stream.pipeThrough(changing) };
    },
  };
}
