import { InvalidResponseDataError, type LanguageModelMiddleware } from 'ai';
import type { Line } from '../line.ts';
import type { ModelPart } from './model.ts';

/**
 * Tells where an answer is not whole. Most client libraries take a stream that ends without a
 * finish reason for a finished answer, and one in which an event cannot be read for a good one.
 */
export function honestEnds(line: Line): LanguageModelMiddleware {
  return {
    specificationVersion: 'v3',
    async wrapStream({ doStream }) {
      const { stream, ...rest } = await doStream();
      return { ...rest, stream: honest(stream, line) };
    },
  };
}

function honest(parts: ReadableStream<ModelPart>, line: Line): ReadableStream<ModelPart> {
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
      return { type: 'error', error: line.ended() ? line.reason() : error };
    }
  }

  return new ReadableStream<ModelPart>({
    async pull(controller) {
      const part = await next();
      if (part && part.type !== 'finish') {
        if (part.type === 'error') failed = true;
        controller.enqueue(isCut(part) && line.ended() ? { ...part, error: line.reason() } : part);
        return;
      }
      if (!part && finished) return controller.close();
      finished = true;
      const end: Finish = part ?? UNFINISHED;
      const { unified, raw } = end.finishReason;
      const broken = unified === 'other' && raw === undefined;
      if (broken && !failed) controller.enqueue({ type: 'error', error: line.reason() });
      controller.enqueue(
        broken || failed ? { ...end, finishReason: { unified: 'error', raw } } : end,
      );
    },
    cancel: (reason) => reader.cancel(reason),
  });
}

/** Some clients notice themselves that the end is missing. The line knows why it is. */
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
