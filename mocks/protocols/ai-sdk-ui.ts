import { header } from '../cassette/headers.ts';
import type { AskedCall, Conversation, Message } from './conversation.ts';
import { isObject, type JsonObject, objects, text } from '../util/json.ts';
import type { Part } from './part.ts';
import type { Protocol } from './protocol.ts';
import { objectReader } from './reader.ts';

/**
 * What a back end built with the AI SDK says to its own chat UI, and what `useChat` asks it.
 * Back ends stand at any path. Format: https://ai-sdk.dev/docs/ai-sdk-ui/stream-protocol
 */
export const aiSdkUi = {
  name: 'ai-sdk-ui',
  paths: [],

  speaks({ request, response }) {
    return (
      header(response.headers, 'x-vercel-ai-ui-message-stream') !== undefined ||
      uiMessages(request)?.every(({ content }) => typeof content !== 'string') === true
    );
  },

  createReader: () => objectReader(chunkReader()),

  /** There is no form but the stream: JSON can only be an error. */
  readJson(body) {
    const error = isObject(body) ? (body['error'] ?? body['message']) : undefined;
    const message = text(isObject(error) ? error['message'] : error);
    return [{ type: 'error', message: message ?? 'The response is not a UI message stream' }];
  },

  errorEvent: (message) => ({ data: JSON.stringify({ type: 'error', errorText: message }) }),

  readRequest(body) {
    const asked = uiMessages(body);
    if (!asked || !isObject(body)) return undefined;
    const model = text(body['model']);
    const conversation: Conversation = {
      messages: asked.flatMap(readMessage),
      stream: true,
      ...(model !== undefined && { model }),
      tools: [], // The back end knows them.
    };
    return conversation;
  },
} as const satisfies Protocol;

/** Reads the chunks of one response in order. A call's `index` is its place in order of first sight. */
function chunkReader(): (chunk: JsonObject) => Part[] {
  const calls = new Map<string, { index: number; written: boolean }>();
  const words = paragraphs();
  const thoughts = paragraphs();

  /** The call a chunk is of, with the part that introduces it. */
  const meet = (chunk: JsonObject) => {
    const id = text(chunk['toolCallId']);
    const name = text(chunk['toolName']);
    const known = calls.get(id ?? '');
    if (known) return { call: known, parts: [] };
    const call = { index: calls.size, written: false };
    calls.set(id ?? '', call);
    const part: Part = {
      type: 'tool-call',
      index: call.index,
      ...(id !== undefined && { id }),
      ...(name !== undefined && { name }),
      ...(chunk['providerExecuted'] === true && { server: true }),
    };
    return { call, parts: [part] };
  };

  /** The input as it is known in the end: news only where it was not streamed. */
  const readInput = (chunk: JsonObject): Part[] => {
    const { call, parts } = meet(chunk);
    const input = jsonText(chunk['input']);
    if (call.written || input === '') return parts;
    call.written = true;
    return [...parts, { type: 'tool-arguments', index: call.index, text: input }];
  };

  /** The output of a call of this response; those of earlier ones are not told again. */
  const readResult = (chunk: JsonObject, result: string): Part[] => {
    const call = calls.get(text(chunk['toolCallId']) ?? '');
    return call ? [{ type: 'tool-result', index: call.index, text: result }] : [];
  };

  return (chunk) => {
    const delta = text(chunk['delta']);
    switch (chunk['type']) {
      case 'start-step':
        words.begin();
        return [];
      case 'text-delta':
        return delta === undefined ? [] : [{ type: 'text', text: words.add(delta) }];
      case 'reasoning-start':
        thoughts.begin();
        return [];
      case 'reasoning-delta':
        return delta === undefined ? [] : [{ type: 'reasoning', text: thoughts.add(delta) }];
      case 'tool-input-start':
        return meet(chunk).parts;
      case 'tool-input-delta': {
        const { call, parts } = meet(chunk);
        const input = text(chunk['inputTextDelta']);
        if (input === undefined) return parts;
        call.written = true;
        return [...parts, { type: 'tool-arguments', index: call.index, text: input }];
      }
      case 'tool-input-available':
        return readInput(chunk);
      case 'tool-input-error':
        return [...readInput(chunk), ...readResult(chunk, text(chunk['errorText']) ?? '')];
      case 'tool-output-available':
        return readResult(chunk, resultText(chunk['output']));
      case 'tool-output-error':
        return readResult(chunk, text(chunk['errorText']) ?? '');
      case 'tool-output-denied': {
        const call = calls.get(text(chunk['toolCallId']) ?? '');
        return call ? [{ type: 'tool-call', index: call.index, server: true }] : [];
      }
      case 'start':
      case 'message-metadata':
      case 'finish': {
        const reason = text(chunk['finishReason']);
        const parts: Part[] = reason === undefined ? [] : [{ type: 'finish', reason }];
        return [...parts, ...readUsage(chunk['messageMetadata'])];
      }
      case 'abort':
        return [{ type: 'finish', reason: 'abort' }];
      case 'error':
        return [{ type: 'error', message: text(chunk['errorText']) ?? JSON.stringify(chunk) }];
      default: // sources, files, data parts, the ends of blocks, and what is not known yet
        return [];
    }
  };
}

/** Puts an empty line between what was said before `begin` and what is added after. */
function paragraphs() {
  let said = false;
  let apart = false;
  return {
    begin() {
      apart = said;
    },
    add(words: string): string {
      const added = apart ? `\n\n${words}` : words;
      said = true;
      apart = false;
      return added;
    },
  };
}

/** Metadata is the app's own; these are the names its documentation gives to the usage. */
function readUsage(metadata: unknown): Part[] {
  if (!isObject(metadata)) return [];
  const usage = [metadata['totalUsage'], metadata['usage']].find(isObject);
  return usage ? [{ type: 'usage', usage }] : [];
}

/** The UI messages of a request: `messages`, or the last one alone as `message`. */
function uiMessages(body: unknown): JsonObject[] | undefined {
  if (!isObject(body)) return undefined;
  const messages = objects(body['messages'] ?? [body['message']]);
  const areOurs = messages.length > 0 && messages.every(({ parts }) => areParts(parts));
  return areOurs ? messages : undefined;
}

/** Every part says its type; those that other back ends take do not, such as `{ text: 'Hi' }`. */
function areParts(parts: unknown): boolean {
  return Array.isArray(parts) && parts.every((part) => isObject(part) && text(part['type']));
}

function readMessage(message: JsonObject): Message[] {
  const parts = objects(message['parts']);
  switch (message['role']) {
    case 'user':
      return [{ role: 'user', text: parts.map(userText).join('') }];
    case 'assistant':
      return [
        { role: 'assistant', text: assistantText(parts), toolCalls: parts.flatMap(readCall) },
      ];
    default: // `system` differs from app to app
      return [];
  }
}

/** What is not text is named by its type; data parts are for the app alone. */
function userText(part: JsonObject): string {
  const type = text(part['type']) ?? 'part';
  if (type === 'text') return text(part['text']) ?? '';
  return type.startsWith('data-') ? '' : `[${type}]`;
}

function assistantText(parts: JsonObject[]): string {
  const words = paragraphs();
  return parts
    .map((part) => {
      if (part['type'] === 'step-start') words.begin();
      const said = part['type'] === 'text' ? text(part['text']) : undefined;
      return said === undefined ? '' : words.add(said);
    })
    .join('');
}

function readCall(part: JsonObject): AskedCall[] {
  const type = text(part['type']) ?? '';
  const name = type === 'dynamic-tool' ? text(part['toolName']) : /^tool-(.+)/.exec(type)?.[1];
  if (name === undefined) return [];
  const id = text(part['toolCallId']);
  const { state, providerExecuted } = part;
  const result =
    state === 'output-available' ? resultText(part['output']) : text(part['errorText']);
  const server = providerExecuted === true || state === 'output-denied';
  return [
    {
      ...(id !== undefined && { id }),
      name,
      argumentsText: jsonText(part['input'] ?? part['rawInput']),
      ...(result !== undefined && { result }),
      ...(server && { server }),
    },
  ];
}

function jsonText(value: unknown): string {
  return value === undefined ? '' : JSON.stringify(value);
}

function resultText(output: unknown): string {
  return typeof output === 'string' ? output : jsonText(output);
}
