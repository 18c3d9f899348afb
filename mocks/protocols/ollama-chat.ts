import { mediaType } from '../cassette/headers.ts';
import { type AskedCall, type Conversation, giveResult, type Message } from './conversation.ts';
import { isObject, type JsonObject, objects, text } from '../util/json.ts';
import type { Part } from './part.ts';
import type { Protocol } from './protocol.ts';
import { objectReader } from './reader.ts';

const PATH = /\/api\/chat$/;

/**
 * Ollama's own chat: one JSON object a line, or one in all with `stream: false`. Calls are whole.
 * Format: https://docs.ollama.com/api/chat
 */
export const ollamaChat = {
  name: 'ollama-chat',
  paths: [PATH],
  // Server-sent events at this path come from a back end of someone's own.
  speaks: ({ path, response }) => PATH.test(path) && mediaType(response) !== 'text/event-stream',
  begins: (first) => isObject(first['message']) && typeof first['done'] === 'boolean',

  createReader: () => objectReader(chunkReader()),

  readJson(body) {
    if (isObject(body)) return chunkReader()(body);
    return [{ type: 'error', message: 'The response is not a JSON object' }];
  },

  errorEvent: (message) => ({ data: JSON.stringify({ error: message }) }),

  readRequest(body) {
    if (!isObject(body) || !Array.isArray(body['messages'])) return undefined;
    if (!objects(body['messages']).every(isOllamas)) return undefined;
    const model = text(body['model']);
    const conversation: Conversation = {
      messages: readMessages(objects(body['messages'])),
      stream: body['stream'] !== false, // Ollama streams unless told not to.
      ...(model !== undefined && { model }),
      tools: objects(body['tools']).flatMap((tool) => readCall(tool).name || []),
    };
    return conversation;
  },
} as const satisfies Protocol;

/** Reads the chunks of one response in order. Calls are told apart by their order. */
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

/** The counts stand beside the durations of the last chunk. */
function usageOf(chunk: JsonObject): JsonObject | undefined {
  const counts = ['prompt_eval_count', 'eval_count'].filter(
    (key) => typeof chunk[key] === 'number',
  );
  if (counts.length === 0) return undefined;
  return Object.fromEntries(counts.map((key) => [key, chunk[key]]));
}

/** A call of a response or of a request: newer versions give ids, arguments are an object. */
function readCall(call: JsonObject): AskedCall {
  const details = isObject(call['function']) ? call['function'] : {};
  const id = text(call['id']);
  const args = details['arguments'];
  return {
    ...(id !== undefined && { id }),
    name: text(details['name']) ?? '',
    argumentsText: isObject(args) ? JSON.stringify(args) : (text(args) ?? ''),
  };
}

/** Other back ends at this path take what is said in another form: parts, or under another key. */
function isOllamas({ role, content }: JsonObject): boolean {
  return (role !== 'user' && role !== 'tool') || typeof content === 'string';
}

/** Assistant messages in a row are one: some apps store a message for each chunk. */
function readMessages(messages: JsonObject[]): Message[] {
  const read: Message[] = [];
  let calls: AskedCall[] = [];
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
        giveResult(calls, { id: text(message['tool_call_id']), name }, content);
        break;
      }
      default: // `system` differs from app to app
    }
    answer = undefined;
  }
  return read;
}
