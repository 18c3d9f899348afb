import { type ChatResponse, Ollama } from 'ollama/browser';
import { checkedFetch } from '../checked-fetch.ts';
import type { Connect } from '../providers.ts';
import { askModel, type Model, type ModelOptions, type ModelPart } from './model.ts';
import { checkedLines, UNREADABLE } from './checked-lines.ts';
import { ollamaMessages, ollamaTools } from './ollama-request.ts';

/** Ollama's own API, on the person's own machine. */
export const connect: Connect = ({ id, baseURL, model }) =>
  askModel((fetch): Model => {
    /** The client's own abort comes too late: it waits for the head of the response. */
    const clientFor = ({ abortSignal }: ModelOptions) =>
      new Ollama({
        host: baseURL,
        fetch: async (url, init) =>
          withCheckedLines(await ask(url, { ...init, signal: abortSignal ?? null })),
      });
    const ask = checkedFetch(fetch);
    return {
      specificationVersion: 'v3',
      provider: id,
      modelId: model,
      supportedUrls: {},
      async doGenerate(options) {
        const asked = requestOf(model, options);
        return wholeOf(await clientFor(options).chat({ ...asked, stream: false }));
      },
      async doStream(options) {
        const asked = requestOf(model, options);
        const answer = await clientFor(options).chat({ ...asked, stream: true });
        return { stream: streamOf(partsOf(answer)) };
      },
    };
  });

function requestOf(model: string, { prompt, tools }: ModelOptions) {
  return { model, messages: ollamaMessages(prompt), tools: ollamaTools(tools) };
}

function withCheckedLines(response: Response): Response {
  return new Response(response.body?.pipeThrough(checkedLines()) ?? null, response);
}

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
  let cut = false;
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
    cut = error instanceof Error && error.message.startsWith(CUT);
    failed = !cut;
    if (failed) yield { type: 'error', error: plain(error) };
  }
  yield* say(undefined);
  yield {
    type: 'finish',
    finishReason: failed
      ? { unified: 'error', raw: undefined }
      : cut
        ? { unified: 'other', raw: undefined }
        : finishReason(last, calls),
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

/** What the client says where the stream ends before Ollama does. */
const CUT = 'Did not receive done';

/** What the provider says of an error is a message; one of our own or of the browser is an error. */
function plain(error: unknown): unknown {
  const ours = !(error instanceof Error) || error instanceof TypeError;
  return ours || error.message === UNREADABLE ? error : { message: error.message };
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
