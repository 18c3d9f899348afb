import { InvalidResponseDataError, type LanguageModelMiddleware } from 'ai';
import type { TrackedFetch } from '../tracked-fetch.ts';
import type { ModelPart } from '../types.ts';

/**
 * Fails an answer that is not whole. Most client libraries take a stream that ends without a finish
 * reason for a finished answer, and one in which an event cannot be read for a good one.
 */
export function detectTruncation(connection: TrackedFetch): LanguageModelMiddleware {
  return {
    specificationVersion: 'v3',
    async wrapStream({ doStream }) {
      const { stream, ...rest } = await doStream();
      return { ...rest, stream: checked(stream, connection) };
    },
  };
}

function checked(
  parts: ReadableStream<ModelPart>,
  connection: TrackedFetch,
): ReadableStream<ModelPart> {
  const reader = parts.getReader();
  let failed = false;
  let finished = false;
  let over = false;

  async function next(): Promise<ModelPart | undefined> {
    if (over) return undefined;
    try {
      return (await reader.read()).value;
    } catch (error) {
      over = true;
      return { type: 'error', error: connection.ended() ? connection.reason() : error };
    }
  }

  return new ReadableStream<ModelPart>({
    async pull(controller) {
      const part = await next();
      if (part && part.type !== 'finish') {
        if (part.type === 'error') failed = true;
        controller.enqueue(
          isCut(part) && connection.ended() ? { ...part, error: connection.reason() } : part,
        );
        return;
      }
      if (!part && finished) return controller.close();
      finished = true;
      const end: Finish = part ?? UNFINISHED;
      const { unified, raw } = end.finishReason;
      const broken = unified === 'other' && raw === undefined;
      if (broken && !failed) controller.enqueue({ type: 'error', error: connection.reason() });
      controller.enqueue(
        broken || failed ? { ...end, finishReason: { unified: 'error', raw } } : end,
      );
    },
    cancel: (reason) => reader.cancel(reason),
  });
}

/** Some clients notice themselves that the end is missing. The connection knows why. */
function isCut(part: ModelPart): part is Extract<ModelPart, { type: 'error' }> {
  return part.type === 'error' && InvalidResponseDataError.isInstance(part.error);
}

type Finish = Extract<ModelPart, { type: 'finish' }>;

const UNKNOWN = { total: undefined, noCache: undefined, cacheRead: undefined };
const UNFINISHED: Finish = {
  type: 'finish',
  finishReason: { unified: 'other', raw: undefined },
  usage: {
    inputTokens: { ...UNKNOWN, cacheWrite: undefined },
    outputTokens: { total: undefined, text: undefined, reasoning: undefined },
  },
};
