import { JSONParseError, type LanguageModelMiddleware } from 'ai';
import { z } from 'zod';
import { ReportedError } from '../failure.ts';
import { transformParts } from './parts.ts';

const line = z.object({ error: z.string().optional(), done: z.boolean().optional() });

/**
 * Reports what Ollama's client leaves out with a warning: an error in mid-stream, and a line that is
 * no JSON. It also takes an answer that breaks off after a call for a complete one.
 */
export function createOllamaErrors(send: typeof fetch): {
  fetch: typeof fetch;
  middleware: LanguageModelMiddleware;
} {
  let error: Error | undefined;
  let done = false;

  function check(text: string): boolean {
    try {
      const read = line.parse(text.trim() === '' ? {} : JSON.parse(text));
      done ||= read.done === true;
      if (read.error !== undefined) error ??= new ReportedError(read.error);
    } catch (cause) {
      error ??= new JSONParseError({ text, cause });
    }
    return error === undefined;
  }

  return {
    async fetch(input, init) {
      error = undefined;
      done = false;
      const response = await send(input, init);
      return new Response(response.body?.pipeThrough(splitLines(check)) ?? null, response);
    },
    middleware: transformParts(() => (part, emit) => {
      if (part.type !== 'finish' || (done && !error)) return emit(part);
      if (error) emit({ type: 'error', error });
      const unified = error ? 'error' : 'other';
      emit({ ...part, finishReason: { unified, raw: undefined } });
    }),
  };
}

/** Passes on the complete lines that are good. A last one without an end is a cut, and is left. */
function splitLines(isGood: (line: string) => boolean): TransformStream<Uint8Array, Uint8Array> {
  const decoder = new TextDecoder();
  const encoder = new TextEncoder();
  let begun = '';
  return new TransformStream({
    transform(chunk, controller) {
      const lines = (begun + decoder.decode(chunk, { stream: true })).split('\n');
      begun = lines.pop()!;
      const good = lines.filter(isGood);
      if (good.length > 0) controller.enqueue(encoder.encode(`${good.join('\n')}\n`));
    },
    flush(controller) {
      controller.enqueue(encoder.encode(begun));
    },
  });
}
