import { type AskedCall, type Conversation, giveResult, type Message } from './conversation.ts';
import { isObject, type JsonObject, objects, text } from '../util/json.ts';
import type { Part } from './part.ts';
import type { Protocol } from './protocol.ts';
import { objectReader } from './reader.ts';

/**
 * OpenAI-compatible chat completions, as many providers really send them.
 * Format: https://platform.openai.com/docs/api-reference/chat-streaming ; the traits of other
 * providers are those of recorded streams, named in the tests beside this file.
 */
export const openaiChat = {
  name: 'openai-chat',
  paths: [
    /\/chat\/completions$/,
    /\/publishers\/mistralai\/models\/[^/]+:(?:streamR|r)awPredict$/, // on Google Cloud
  ],
  begins: (first) => Array.isArray(first['choices']),

  createReader: () => objectReader(chunkReader()),

  readJson(body) {
    if (isObject(body)) return chunkReader()(body);
    return [{ type: 'error', message: 'The response is not a JSON object' }];
  },

  // OpenRouter's is a chunk: https://openrouter.ai/docs/api/reference/errors-and-debugging
  errorEvent(message, { url }) {
    const error = { message, type: 'server_error', param: null, code: null };
    if (!/^https?:\/\/openrouter\.ai\//.test(url)) return { data: JSON.stringify({ error }) };
    const choice = { index: 0, delta: { content: '' }, finish_reason: 'error' };
    const chunk = { object: 'chat.completion.chunk', error: { code: 502, message } };
    return { data: JSON.stringify({ ...chunk, choices: [choice] }) };
  },

  readRequest(body) {
    if (!isObject(body) || !Array.isArray(body['messages'])) return undefined;
    const model = text(body['model']);
    const conversation: Conversation = {
      messages: readMessages(objects(body['messages'])),
      stream: body['stream'] === true,
      ...(model !== undefined && { model }),
      tools: objects(body['tools']).flatMap((tool) => toolName(tool) ?? []),
    };
    return conversation;
  },
} as const satisfies Protocol;

/** Reads chunks of one response in order. A whole `message` is read like one big `delta`. */
function chunkReader(): (chunk: JsonObject) => Part[] {
  const readCall = callReader();
  return (chunk) => {
    const parts: Part[] = [];
    const choice = objects(chunk['choices']).find(({ index }) => (index ?? 0) === 0);
    const delta = choice?.['delta'] ?? choice?.['message'];
    if (isObject(delta)) {
      const reasoning = reasoningOf(delta);
      if (reasoning !== undefined) parts.push({ type: 'reasoning', text: reasoning });
      for (const key of ['content', 'refusal']) {
        const said = text(delta[key]);
        if (said !== undefined) parts.push({ type: 'text', text: said });
      }
      parts.push(...objects(delta['tool_calls']).flatMap(readCall));
    }
    const reason = text(choice?.['finish_reason']);
    if (reason !== undefined) parts.push({ type: 'finish', reason });
    const usage = usageOf(chunk);
    if (usage) parts.push({ type: 'usage', usage });
    const error = chunk['error'];
    if (isObject(error) || text(error)) parts.push({ type: 'error', message: errorMessage(error) });
    return parts;
  };
}

/** Reads the entries of `tool_calls`: the index tells calls apart; where there is none, a new id does. */
function callReader(): (call: JsonObject) => Part[] {
  const ids = new Map<number, string | undefined>();
  let latest = -1;
  return (call) => {
    const details = isObject(call['function']) ? call['function'] : {};
    const id = text(call['id']);
    const name = text(details['name']);
    const type = text(call['type']) ?? 'function';
    const begins = latest < 0 || (id === undefined ? name !== undefined : id !== ids.get(latest));
    latest = typeof call['index'] === 'number' ? call['index'] : begins ? ids.size : latest;

    const parts: Part[] = [];
    if (!ids.has(latest) || id !== undefined || name !== undefined) {
      ids.set(latest, ids.get(latest) ?? id);
      parts.push({
        type: 'tool-call',
        index: latest,
        ...(id !== undefined && { id }),
        ...(name !== undefined && { name }),
        ...(type !== 'function' && { server: true }),
      });
    }
    const fragment = text(details['arguments']);
    if (fragment !== undefined)
      parts.push({ type: 'tool-arguments', index: latest, text: fragment });
    return parts;
  };
}

/** Providers send the same reasoning under up to three keys: take one, never two. */
function reasoningOf(delta: JsonObject): string | undefined {
  const details = objects(delta['reasoning_details'])
    .map((detail) => text(detail['text']) ?? text(detail['summary']) ?? '')
    .join('');
  return text(delta['reasoning_content']) ?? text(delta['reasoning']) ?? text(details);
}

/** Groq repeats the usage under `x_groq`, at times a chunk before the standard key. */
function usageOf(chunk: JsonObject): JsonObject | undefined {
  if (isObject(chunk['usage'])) return chunk['usage'];
  const groq = chunk['x_groq'];
  return isObject(groq) && isObject(groq['usage']) ? groq['usage'] : undefined;
}

function errorMessage(error: unknown): string {
  if (isObject(error)) return text(error['message']) ?? JSON.stringify(error);
  return String(error);
}

function readMessages(messages: JsonObject[]): Message[] {
  const read: Message[] = [];
  /** Those that wait for results: some apps send each call as a message of its own. */
  let calls: AskedCall[] = [];
  for (const message of messages) {
    switch (message['role']) {
      case 'user':
        read.push({ role: 'user', text: contentText(message['content']) });
        break;
      case 'assistant': {
        const toolCalls = objects(message['tool_calls']).map(askedCall);
        const said = contentText(message['content']) + (text(message['refusal']) ?? '');
        const open = calls.filter(({ result }) => result === undefined);
        calls = read.at(-1)?.role === 'assistant' ? [...open, ...toolCalls] : toolCalls;
        read.push({ role: 'assistant', text: said, toolCalls });
        break;
      }
      case 'tool':
        giveResult(
          calls,
          { id: text(message['tool_call_id']), name: text(message['name']) },
          contentText(message['content']),
        );
        break;
      default: // `system` and `developer` differ from app to app
    }
  }
  return read;
}

function askedCall(call: JsonObject): AskedCall {
  const details = isObject(call['function']) ? call['function'] : {};
  const id = text(call['id']);
  return {
    ...(id !== undefined && { id }),
    name: text(details['name']) ?? '',
    argumentsText: text(details['arguments']) ?? '',
  };
}

/** Absent, null and `""` are one; parts are their texts; what is not text is named by its type. */
function contentText(content: unknown): string {
  if (typeof content === 'string') return content;
  return objects(content)
    .map((part) => {
      const words = part['text'] ?? part['refusal'];
      return typeof words === 'string' ? words : `[${text(part['type']) ?? 'part'}]`;
    })
    .join('');
}

function toolName(tool: JsonObject): string | undefined {
  return text(isObject(tool['function']) ? tool['function']['name'] : tool['name']);
}
