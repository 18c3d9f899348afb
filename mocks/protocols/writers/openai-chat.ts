import { asObject, compact, type JsonObject } from '../../util/json.ts';
import { openaiError } from './openai-error.ts';
import {
  argumentsText,
  callsOf,
  NO_USAGE,
  reasoningOf,
  refuseServerTools,
  resultText,
  textOf,
  type WrittenCall,
  type WrittenMessage,
  type WrittenResponse,
  type Writer,
} from './writer.ts';

/**
 * Writes as OpenAI does: https://platform.openai.com/docs/api-reference/chat-streaming . Reasoning, which
 * it does not show, is under `reasoning_content`: https://api-docs.deepseek.com/guides/reasoning_model
 */
export const openaiChatWriter: Writer = {
  url: () => 'https://api.openai.com/v1/chat/completions',
  callId: 'call',

  writeRequest({ model, stream, system, messages, tools, serverTools, usage }) {
    refuseServerTools('openai-chat', serverTools);
    return compact({
      model,
      stream,
      stream_options: stream && usage ? { include_usage: true } : undefined,
      messages: [
        ...(system === undefined ? [] : [{ role: 'system', content: system }]),
        ...messages.flatMap(messageOf),
      ],
      tools: tools.length > 0 ? tools.map(toolOf) : undefined,
    });
  },

  writeContent(response, { stream, model, body }) {
    const object = stream ? 'chat.completion.chunk' : 'chat.completion';
    const base = { id: `chatcmpl-${response.number}`, object, created: 0, model };
    if (!stream) return { json: { ...base, ...documentOf(response) } };
    const wantsUsage = asObject(asObject(body)['stream_options'])['include_usage'] === true;
    const chunks = chunksOf(response).map((choice) => ({
      choices: [choice],
      ...(wantsUsage && { usage: null }),
    }));
    const last = { choices: [], usage: usageOf(response) };
    const events = [...chunks, ...(wantsUsage && !response.broken ? [last] : [])].map((chunk) =>
      JSON.stringify({ ...base, ...chunk }),
    );
    return {
      mediaType: 'text/event-stream',
      events: [...events, ...(response.broken ? [] : ['[DONE]'])].map((data) => ({ data })),
    };
  },

  writeError: openaiError,
};

/** Lists the choices, one a chunk. */
function chunksOf(response: WrittenResponse): JsonObject[] {
  const { steps, broken } = response;
  const deltas = [
    { role: 'assistant', content: '', refusal: null },
    ...steps.flatMap(({ reasoning }) => reasoning.map((piece) => ({ reasoning_content: piece }))),
    ...steps.flatMap(({ text }) => text.map((content) => ({ content }))),
    ...callsOf(response).flatMap(callDeltas),
  ].map((delta) => choiceOf(delta));
  return broken ? deltas : [...deltas, choiceOf({}, finishOf(response))];
}

function choiceOf(delta: JsonObject, finish: string | null = null): JsonObject {
  return { index: 0, delta, logprobs: null, finish_reason: finish };
}

function callDeltas({ id, name, fragments }: WrittenCall, index: number): JsonObject[] {
  const first = { index, id, type: 'function', function: { name, arguments: '' } };
  const others = fragments.map((fragment) => ({ index, function: { arguments: fragment } }));
  return [first, ...others].map((call) => ({ tool_calls: [call] }));
}

function documentOf(response: WrittenResponse): JsonObject {
  const reasoning = reasoningOf(response) || undefined;
  const message = compact({
    ...assistantOf(response),
    refusal: null,
    reasoning_content: reasoning,
  });
  const choice = { index: 0, message, logprobs: null, finish_reason: finishOf(response) };
  return { choices: [choice], usage: usageOf(response) };
}

function finishOf(response: WrittenResponse): string {
  return response.finish ?? (callsOf(response).length > 0 ? 'tool_calls' : 'stop');
}

function usageOf({ usage: { input, output } = NO_USAGE }: WrittenResponse): JsonObject {
  return { prompt_tokens: input, completion_tokens: output, total_tokens: input + output };
}

function messageOf(message: WrittenMessage): JsonObject[] {
  if (message.role === 'user') return [{ role: 'user', content: message.text }];
  const results = callsOf(message.response).map(({ id, result }) => ({
    role: 'tool',
    tool_call_id: id,
    content: resultText(result),
  }));
  return [assistantOf(message.response), ...results];
}

function assistantOf(response: WrittenResponse): JsonObject {
  const calls = callsOf(response).map((call) => ({
    id: call.id,
    type: 'function',
    function: { name: call.name, arguments: argumentsText(call) },
  }));
  const content = textOf(response);
  if (calls.length === 0) return { role: 'assistant', content };
  return { role: 'assistant', content: content || null, tool_calls: calls };
}

function toolOf({ name, parameters }: { name: string; parameters: JsonObject }): JsonObject {
  return { type: 'function', function: { name, description: `Runs ${name}.`, parameters } };
}
