import { mediaType } from '../cassette/media-type.ts';
import {
  type CallInRequest,
  type Message,
  newAnswer,
  setResult,
  systemText,
} from './conversation.ts';
import {
  asObject,
  boolean,
  compact,
  isObject,
  type JsonObject,
  objects,
  text,
} from '../util/json.ts';
import type { Part } from './part.ts';
import type { Protocol } from './protocol.ts';
import { argumentsOf, callPart, errorPart, objectReader, readObject, partOf } from './reader.ts';
import { ollamaChatWriter } from './writers/ollama-chat.ts';

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
  readJson: (body) => readObject(body, chunkReader()),

  errorEvent: (message) => ({ data: JSON.stringify({ error: message }) }),

  writer: ollamaChatWriter,

  readRequest(body) {
    if (!isObject(body) || !Array.isArray(body['messages'])) return undefined;
    if (!objects(body['messages']).every(isOllamaMessage)) return undefined;
    return compact({
      system: systemText(undefined, body['messages']),
      messages: readMessages(objects(body['messages'])),
      stream: boolean(body['stream']),
      model: text(body['model']),
      tools: objects(body['tools']).flatMap((tool) => readCall(tool).name || []),
    });
  },
} as const satisfies Protocol;

/** Reads the chunks of one response in order. Indexes calls by their order. */
function chunkReader(): (chunk: JsonObject) => Part[] {
  let calls = 0;
  return (chunk) => {
    const message = asObject(chunk['message']);
    const error = text(chunk['error']);
    return [
      ...partOf('reasoning', message['thinking']),
      ...partOf('text', message['content']),
      ...objects(message['tool_calls']).flatMap((entry) => {
        const call = readCall(entry);
        const index = calls++;
        return [callPart(index, call), ...argumentsOf(index, call.argumentsText)];
      }),
      ...partOf('finish', chunk['done_reason']),
      ...readUsage(chunk),
      ...(error === undefined ? [] : [errorPart(error)]),
    ];
  };
}

/** Picks the token counts of the last chunk, which also has durations. */
function readUsage(chunk: JsonObject): Part[] {
  const counts = ['prompt_eval_count', 'eval_count'].filter(
    (key) => typeof chunk[key] === 'number',
  );
  if (counts.length === 0) return [];
  return [{ type: 'usage', usage: Object.fromEntries(counts.map((key) => [key, chunk[key]])) }];
}

/** Reads a call of a response or a request: newer versions send ids, arguments are an object. */
function readCall(call: JsonObject): CallInRequest {
  const details = asObject(call['function']);
  const args = details['arguments'];
  return compact({
    id: text(call['id']),
    name: text(details['name']) ?? '',
    argumentsText: isObject(args) ? JSON.stringify(args) : (text(args) ?? ''),
  });
}

/** Rejects messages of other back ends at this path: with parts, or under another key. */
function isOllamaMessage({ role, content }: JsonObject): boolean {
  return (role !== 'user' && role !== 'tool') || typeof content === 'string';
}

/** Joins consecutive assistant messages: some apps store a message for each chunk. */
function readMessages(messages: JsonObject[]): Message[] {
  const read: Message[] = [];
  let answer = newAnswer();
  let previousRole: unknown;
  for (const message of messages) {
    const { role } = message;
    const content = text(message['content']) ?? '';
    if (role === 'user') read.push({ role, text: content });
    else if (role === 'assistant') {
      if (previousRole !== role) read.push((answer = newAnswer()));
      answer.text += content;
      answer.toolCalls.push(...objects(message['tool_calls']).map(readCall));
    } else if (role === 'tool') {
      const name = text(message['tool_name']) ?? text(message['name']);
      setResult(answer.toolCalls, { id: text(message['tool_call_id']), name }, content);
    } // Ignores `system`, which differs between apps.
    previousRole = role;
  }
  return read;
}
