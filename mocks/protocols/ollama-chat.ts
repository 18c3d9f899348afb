import { mediaType } from '../cassette/headers.ts';
import { type CallInRequest, type Conversation, setResult, type Message } from './conversation.ts';
import { isObject, type JsonObject, objects, text } from '../util/json.ts';
import type { Part } from './part.ts';
import type { Protocol } from './protocol.ts';
import { objectReader } from './reader.ts';

const PATH = /\/api\/chat$/;

/**
 * Ollama's own chat: one JSON object a line, or a single one with `stream: false`. Calls are not split.
 * Format: https://docs.ollama.com/api/chat
 */
export const ollamaChat = {
  name: 'ollama-chat',
  paths: [PATH],
  // Server-sent events at this path come from an app's own back end.
  matches: ({ path, response }) => PATH.test(path) && mediaType(response) !== 'text/event-stream',
  matchesFirst: (first) => isObject(first['message']) && typeof first['done'] === 'boolean',

  createReader: () => objectReader(chunkReader()),

  readJson(body) {
    if (isObject(body)) return chunkReader()(body);
    return [{ type: 'error', message: 'The response is not a JSON object' }];
  },

  errorEvent: (message) => ({ data: JSON.stringify({ error: message }) }),

  readRequest(body) {
    if (!isObject(body) || !Array.isArray(body['messages'])) return undefined;
    if (!objects(body['messages']).every(isOllamaMessage)) return undefined;
    const model = text(body['model']);
    const conversation: Conversation = {
      messages: readMessages(objects(body['messages'])),
      stream: body['stream'] !== false, // Ollama streams by default.
      ...(model !== undefined && { model }),
      tools: objects(body['tools']).flatMap((tool) => readCall(tool).name || []),
    };
    return conversation;
  },
} as const satisfies Protocol;

/** Reads the chunks of one response in order. Indexes calls by their order. */
function chunkReader(): (chunk: JsonObject) => Part[] {
  let calls = 0;
  return (chunk) => {
    const parts: Part[] = [];
    const message = isObject(chunk['message']) ? chunk['message'] : {};
    const thinking = text(message['thinking']);
    if (thinking !== undefined) parts.push({ type: 'reasoning', text: thinking });
    const content = text(message['content']);
    if (content !== undefined) parts.push({ type: 'text', text: content });
    for (const call of objects(message['tool_calls']).map(readCall)) {
      const { argumentsText, ...introduction } = call;
      parts.push({ type: 'tool-call', index: calls, ...introduction });
      if (argumentsText) parts.push({ type: 'tool-arguments', index: calls, text: argumentsText });
      calls += 1;
    }
    const reason = text(chunk['done_reason']);
    if (reason !== undefined) parts.push({ type: 'finish', reason });
    const usage = usageOf(chunk);
    if (usage) parts.push({ type: 'usage', usage });
    const error = text(chunk['error']);
    if (error !== undefined) parts.push({ type: 'error', message: error });
    return parts;
  };
}

/** Picks the token counts of the last chunk, which also has durations. */
function usageOf(chunk: JsonObject): JsonObject | undefined {
  const counts = ['prompt_eval_count', 'eval_count'].filter(
    (key) => typeof chunk[key] === 'number',
  );
  if (counts.length === 0) return undefined;
  return Object.fromEntries(counts.map((key) => [key, chunk[key]]));
}

/** Reads a call of a response or a request: newer versions send ids, arguments are an object. */
function readCall(call: JsonObject): CallInRequest {
  const details = isObject(call['function']) ? call['function'] : {};
  const id = text(call['id']);
  const args = details['arguments'];
  return {
    ...(id !== undefined && { id }),
    name: text(details['name']) ?? '',
    argumentsText: isObject(args) ? JSON.stringify(args) : (text(args) ?? ''),
  };
}

/** Rejects messages of other back ends at this path: with parts, or under another key. */
function isOllamaMessage({ role, content }: JsonObject): boolean {
  return (role !== 'user' && role !== 'tool') || typeof content === 'string';
}

/** Joins consecutive assistant messages: some apps store a message for each chunk. */
function readMessages(messages: JsonObject[]): Message[] {
  const read: Message[] = [];
  let calls: CallInRequest[] = [];
  let answer: Extract<Message, { role: 'assistant' }> | undefined;
  for (const message of messages) {
    const content = text(message['content']) ?? '';
    switch (message['role']) {
      case 'user':
        read.push({ role: 'user', text: content });
        break;
      case 'assistant':
        if (!answer) {
          answer = { role: 'assistant', text: '', toolCalls: [] };
          calls = answer.toolCalls;
          read.push(answer);
        }
        answer.text += content;
        answer.toolCalls.push(...objects(message['tool_calls']).map(readCall));
        continue;
      case 'tool': {
        const name = text(message['tool_name']) ?? text(message['name']);
        setResult(calls, { id: text(message['tool_call_id']), name }, content);
        break;
      }
      default: // Ignores `system`, which differs between apps.
    }
    answer = undefined;
  }
  return read;
}
