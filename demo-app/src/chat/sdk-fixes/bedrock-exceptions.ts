import { APICallError, type LanguageModelMiddleware, TypeValidationError } from 'ai';
import { z } from 'zod';
import type { ModelPart } from '../types.ts';

/** Matches an exception of Bedrock as the client rejects it: an event whose error is text. */
const exception = z.object({ type: z.literal('error'), error: z.string().transform(messageOf) });
const reported = z.object({ message: z.string() });

/**
 * Reports the exceptions with which Bedrock breaks off. The client takes them for events that cannot
 * be read, and one that comes first for a refusal with status 500.
 */
export const bedrockExceptions: LanguageModelMiddleware = {
  specificationVersion: 'v3',
  async wrapStream({ doStream }) {
    const read = new TransformStream<ModelPart, ModelPart>({
      transform: (part, controller) =>
        controller.enqueue(
          part.type === 'error' ? { ...part, error: exceptionIn(part.error) ?? part.error } : part,
        ),
    });
    try {
      const { stream, ...rest } = await doStream();
      return { ...rest, stream: stream.pipeThrough(read) };
    } catch (error) {
      const reason = exceptionIn(error);
      if (!reason) throw error;
      return { stream: only({ type: 'error', error: reason }) };
    }
  },
};

function only(part: ModelPart): ReadableStream<ModelPart> {
  return new ReadableStream({
    start(controller) {
      controller.enqueue(part);
      controller.close();
    },
  });
}

function exceptionIn(error: unknown): { message: string } | undefined {
  const first = APICallError.isInstance(error) ? valueOf(parsed(error.responseBody)) : undefined;
  const value = TypeValidationError.isInstance(error) ? error.value : first;
  const { data } = exception.safeParse(value);
  return data && { message: data.error };
}

/** Returns the value of an error of the client that has been written as JSON. */
function valueOf(written: unknown): unknown {
  return z.object({ value: z.unknown() }).safeParse(written).data?.value;
}

function messageOf(data: string): string {
  return reported.safeParse(parsed(data)).data?.message ?? '';
}

function parsed(json = ''): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}
