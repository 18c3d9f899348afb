import { compact, type JsonObject } from '../../util/json.ts';
import {
  argumentsObject,
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

/** Writes as Ollama does: https://docs.ollama.com/api/chat */
export const ollamaChatWriter: Writer = {
  url: () => 'http://localhost:11434/api/chat',
  streamsByDefault: true,

  writeRequest({ model, stream, system, messages, tools, serverTools, reasoning }) {
    refuseServerTools('ollama-chat', serverTools);
    return compact({
      model,
      messages: [
        ...(system === undefined ? [] : [{ role: 'system', content: system }]),
        ...messages.flatMap(messageOf),
      ],
      tools:
        tools.length > 0
          ? tools.map(({ name, parameters }) => ({
              type: 'function',
              function: { name, description: `Runs ${name}.`, parameters },
            }))
          : undefined,
      stream,
      think: reasoning ? true : undefined,
    });
  },

  writeContent(response, { stream, model }) {
    const base = { model, created_at: '1970-01-01T00:00:00Z' };
    if (!stream) return { json: { ...base, message: assistantOf(response), ...endOf(response) } };
    const { steps, broken } = response;
    const messages = steps.flatMap(({ reasoning, text, calls }) => [
      ...reasoning.map((thinking) => ({ content: '', thinking })),
      ...text.map((content) => ({ content })),
      ...calls.map((call) => ({ content: '', tool_calls: [callOf(call)] })),
    ]);
    const line = (message: object, rest: object) => ({
      data: JSON.stringify({ ...base, message: { role: 'assistant', ...message }, ...rest }),
    });
    return {
      mediaType: 'application/x-ndjson',
      events: [
        ...messages.map((message) => line(message, { done: false })),
        ...(broken ? [] : [line({ content: '' }, endOf(response))]),
      ],
    };
  },

  writeError: ({ message }) => ({ json: { error: message } }),
};

/** Ends a response, with the durations in nanoseconds. */
function endOf({ finish = 'stop', usage = NO_USAGE }: WrittenResponse): JsonObject {
  return {
    done: true,
    done_reason: finish,
    total_duration: 0,
    load_duration: 0,
    prompt_eval_count: usage.input,
    prompt_eval_duration: 0,
    eval_count: usage.output,
    eval_duration: 0,
  };
}

function messageOf(message: WrittenMessage): JsonObject[] {
  if (message.role === 'user') return [{ role: 'user', content: message.text }];
  const results = callsOf(message.response).map(({ id, name, result }) =>
    compact({ role: 'tool', tool_name: name, tool_call_id: id, content: resultText(result) }),
  );
  return [assistantOf(message.response), ...results];
}

function assistantOf(response: WrittenResponse): JsonObject {
  const calls = callsOf(response).map(callOf);
  return compact({
    role: 'assistant',
    content: textOf(response),
    thinking: reasoningOf(response) || undefined,
    tool_calls: calls.length > 0 ? calls : undefined,
  });
}

function callOf(call: WrittenCall): JsonObject {
  const called = { name: call.name, arguments: argumentsObject(call) };
  return compact({ id: call.id, function: called });
}
