import {
  type CallInRequest,
  contentText,
  type Message,
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
import { openaiChatWriter } from './writers/openai-chat.ts';

/**
 * OpenAI-compatible chat completions, with the deviations of many providers.
 * Format: https://platform.openai.com/docs/api-reference/chat-streaming ; the deviations are those of
 * recorded streams, named in the tests beside this file.
 */
export const openaiChat = {
  name: 'openai-chat',
  paths: [
    /\/chat\/completions$/,
    /\/publishers\/mistralai\/models\/[^/]+:(?:streamR|r)awPredict$/, // on Google Cloud
  ],
  matchesFirst: (first) => Array.isArray(first['choices']),

  createReader: () => objectReader(chunkReader()),
  readJson: (body) => readObject(body, documentReader()),

  // OpenRouter sends errors as chunks: https://openrouter.ai/docs/api/reference/errors-and-debugging
  errorEvent(message, { url }) {
    const error = { message, type: 'server_error', param: null, code: null };
    if (!/^https?:\/\/openrouter\.ai\//.test(url)) return { data: JSON.stringify({ error }) };
    const choice = { index: 0, delta: { content: '' }, finish_reason: 'error' };
    const chunk = { object: 'chat.completion.chunk', error: { code: 502, message } };
    return { data: JSON.stringify({ ...chunk, choices: [choice] }) };
  },

  writer: openaiChatWriter,

  readRequest(body) {
    if (!isObject(body) || !Array.isArray(body['messages'])) return undefined;
    return compact({
      system: systemText(undefined, body['messages']),
      messages: readMessages(objects(body['messages'])),
      stream: boolean(body['stream']),
      model: text(body['model']),
      tools: objects(body['tools']).flatMap((tool) => toolName(tool) ?? []),
    });
  },
} as const satisfies Protocol;

/** Reads plain JSON, where some providers send an empty `delta` beside the `message`. */
function documentReader(): (body: JsonObject) => Part[] {
  const read = chunkReader();
  return (body) => {
    const choices = objects(body['choices']).map(({ delta, ...choice }) =>
      isEmpty(delta) ? choice : { ...choice, delta },
    );
    return read({ ...body, choices });
  };
}

/** Tells whether a delta holds nothing but a role. */
function isEmpty(delta: unknown): boolean {
  const values = Object.entries(asObject(delta)).filter(([key]) => key !== 'role');
  return values.every(([, value]) => ['""', '[]', 'null'].includes(JSON.stringify(value)));
}

/** Reads the chunks of one response in order, and a complete `message` like a single `delta`. */
function chunkReader(): (chunk: JsonObject) => Part[] {
  const readCallDelta = callReader();
  return (chunk) => {
    const choice = objects(chunk['choices']).find(({ index }) => (index ?? 0) === 0);
    const delta = asObject(choice?.['delta'] ?? choice?.['message']);
    const error = chunk['error'];
    return [
      ...partOf('reasoning', reasoningOf(delta)),
      ...partOf('text', delta['content']),
      ...partOf('text', delta['refusal']),
      ...objects(delta['tool_calls']).flatMap(readCallDelta),
      ...partOf('finish', choice?.['finish_reason']),
      ...partOf('usage', usageOf(chunk)),
      ...(isObject(error) || text(error) ? [errorPart(error)] : []),
    ];
  };
}

/** Reads the entries of `tool_calls`, keyed by index, or else by a new id. */
function callReader(): (call: JsonObject) => Part[] {
  const ids = new Map<number, string | undefined>();
  let latest = -1;
  return (call) => {
    const details = asObject(call['function']);
    const id = text(call['id']);
    const name = text(details['name']);
    const providerExecuted = (text(call['type']) ?? 'function') === 'function' ? undefined : true;
    const isNew = latest < 0 || (id === undefined ? name !== undefined : id !== ids.get(latest));
    latest = typeof call['index'] === 'number' ? call['index'] : isNew ? ids.size : latest;

    const fragments = argumentsOf(latest, details['arguments']);
    if (ids.has(latest) && id === undefined && name === undefined) return fragments;
    ids.set(latest, ids.get(latest) ?? id);
    return [callPart(latest, { id, name, providerExecuted }), ...fragments];
  };
}

/** Reads one of the up to three keys under which providers repeat the same reasoning. */
function reasoningOf(delta: JsonObject): string | undefined {
  const details = objects(delta['reasoning_details'])
    .map((detail) => text(detail['text']) ?? text(detail['summary']) ?? '')
    .join('');
  return text(delta['reasoning_content']) ?? text(delta['reasoning']) ?? text(details);
}

/** Reads the standard usage, or Groq's `x_groq`, which may come a chunk earlier. */
function usageOf({ usage, x_groq: groq }: JsonObject): unknown {
  return isObject(usage) ? usage : asObject(groq)['usage'];
}

function readMessages(messages: JsonObject[]): Message[] {
  const read: Message[] = [];
  /** Calls without a result: some apps send each call as a message of its own. */
  let calls: CallInRequest[] = [];
  for (const message of messages) {
    switch (message['role']) {
      case 'user':
        read.push({ role: 'user', text: contentText(message['content']) });
        break;
      case 'assistant': {
        const toolCalls = objects(message['tool_calls']).map(readCall);
        const answer = contentText(message['content']) + (text(message['refusal']) ?? '');
        const open = calls.filter(({ result }) => result === undefined);
        calls = read.at(-1)?.role === 'assistant' ? [...open, ...toolCalls] : toolCalls;
        read.push({ role: 'assistant', text: answer, toolCalls });
        break;
      }
      case 'tool':
        setResult(
          calls,
          { id: text(message['tool_call_id']), name: text(message['name']) },
          contentText(message['content']),
        );
        break;
      default: // Ignores `system` and `developer`, which differ between apps.
    }
  }
  return read;
}

function readCall(call: JsonObject): CallInRequest {
  const details = asObject(call['function']);
  return compact({
    id: text(call['id']),
    name: text(details['name']) ?? '',
    argumentsText: text(details['arguments']) ?? '',
  });
}

function toolName(tool: JsonObject): string | undefined {
  return text(isObject(tool['function']) ? tool['function']['name'] : tool['name']);
}
