import { type ChatResponse, Ollama } from 'ollama/browser';
import { checkedFetch } from '../checked-fetch.ts';
import type { Connect } from '../providers.ts';
import { askModel, type Model, type ModelPart } from './model.ts';
import { ollamaMessages, ollamaTools } from './ollama-request.ts';

/** Ollama's own API, on the person's own machine. */
export const connect: Connect = ({ id, baseURL, model }) => {
  const client = new Ollama({ host: baseURL, fetch: checkedFetch });
  const ollama: Model = {
    specificationVersion: 'v3',
    provider: id,
    modelId: model,
    supportedUrls: {},
    async doGenerate({ prompt, tools }) {
      const answer = await client.chat({
        model,
        messages: ollamaMessages(prompt),
        tools: ollamaTools(tools),
        stream: false,
      });
      return wholeOf(answer);
    },
    async doStream({ prompt, tools, abortSignal }) {
      const answer = await client.chat({
        model,
        messages: ollamaMessages(prompt),
        tools: ollamaTools(tools),
        stream: true,
      });
      abortSignal?.addEventListener('abort', () => answer.abort());
      return { stream: streamOf(partsOf(answer)) };
    },
  };
  return askModel(ollama);
};

type Whole = Awaited<ReturnType<Model['doGenerate']>>;

/** An answer in one piece. */
function wholeOf(answer: ChatResponse): Whole {
  const { thinking = '', content, tool_calls: asked = [] } = answer.message;
  return {
    content: [
      ...(thinking ? [{ type: 'reasoning' as const, text: thinking }] : []),
      ...(content ? [{ type: 'text' as const, text: content }] : []),
      ...asked.map(({ function: call }, at) => ({
        type: 'tool-call' as const,
        toolCallId: `call-${at}`,
        toolName: call.name,
        input: JSON.stringify(call.arguments),
      })),
    ],
    finishReason: finishReason(answer, asked.length),
    usage: usageOf(answer),
    warnings: [],
  };
}

type Finish = Extract<ModelPart, { type: 'finish' }>;

/** What Ollama says, in the AI SDK's parts. Its calls are whole and have no ids. */
export async function* partsOf(answer: AsyncIterable<ChatResponse>): AsyncGenerator<ModelPart> {
  let open: 'text' | 'reasoning' | undefined;
  let calls = 0;
  let last: ChatResponse | undefined;
  let failed = false;
  function* say(kind: typeof open, delta = ''): Generator<ModelPart> {
    if (kind && delta === '') return;
    if (open && open !== kind) yield { type: `${open}-end`, id: open };
    if (kind && open !== kind) yield { type: `${kind}-start`, id: kind };
    if (kind) yield { type: `${kind}-delta`, id: kind, delta };
    open = kind;
  }
  try {
    for await (last of answer) {
      const { thinking, content, tool_calls: asked = [] } = last.message;
      yield* say('reasoning', thinking);
      yield* say('text', content);
      for (const { function: call } of asked) {
        const id = `call-${calls++}`;
        const input = JSON.stringify(call.arguments);
        yield { type: 'tool-input-start', id, toolName: call.name };
        yield { type: 'tool-input-delta', id, delta: input };
        yield { type: 'tool-input-end', id };
        yield { type: 'tool-call', toolCallId: id, toolName: call.name, input };
      }
    }
  } catch (error) {
    failed = true;
    yield { type: 'error', error: plain(error) };
  }
  yield* say(undefined);
  yield {
    type: 'finish',
    finishReason: failed ? { unified: 'error', raw: undefined } : finishReason(last, calls),
    usage: usageOf(last),
  };
}

function finishReason(last: ChatResponse | undefined, calls: number): Finish['finishReason'] {
  const raw = last?.done_reason;
  if (calls > 0) return { unified: 'tool-calls', raw };
  return { unified: raw === 'length' || raw === 'stop' ? raw : 'other', raw };
}

function usageOf(last: ChatResponse | undefined): Finish['usage'] {
  return {
    inputTokens: {
      total: last?.prompt_eval_count,
      noCache: undefined,
      cacheRead: undefined,
      cacheWrite: undefined,
    },
    outputTokens: { total: last?.eval_count, text: undefined, reasoning: undefined },
  };
}

/** What the provider says of an error is a message; a broken connection is an error. */
function plain(error: unknown): unknown {
  return error instanceof Error && !(error instanceof TypeError)
    ? { message: error.message }
    : error;
}

function streamOf(parts: AsyncGenerator<ModelPart>): ReadableStream<ModelPart> {
  return new ReadableStream<ModelPart>({
    async pull(controller) {
      const { done, value } = await parts.next();
      if (done) controller.close();
      else controller.enqueue(value);
    },
    cancel: async () => void (await parts.return(undefined)),
  });
}
