import { header } from '../cassette/headers.ts';
import type { CallInRequest, Conversation, Message } from './conversation.ts';
import { isObject, type JsonObject, objects, text } from '../util/json.ts';
import type { Part } from './part.ts';
import type { Protocol } from './protocol.ts';
import { objectReader } from './reader.ts';

/**
 * UI messages: the protocol between `useChat` and a back end built with the AI SDK, at any path.
 * Format: https://ai-sdk.dev/docs/ai-sdk-ui/stream-protocol
 */
export const aiSdkUi = {
  name: 'ai-sdk-ui',
  paths: [],

  matches({ request, response }) {
    return (
      header(response.headers, 'x-vercel-ai-ui-message-stream') !== undefined ||
      uiMessages(request)?.every(({ content }) => typeof content !== 'string') === true
    );
  },

  createReader: () => objectReader(chunkReader()),

  /** Reads an error: all other responses are streams. */
  readJson(body) {
    const error = isObject(body) ? (body['error'] ?? body['message']) : undefined;
    const message = text(isObject(error) ? error['message'] : error);
    return [{ type: 'error', message: message ?? 'The response is not a UI message stream' }];
  },

  errorEvent: (message) => ({ data: JSON.stringify({ type: 'error', errorText: message }) }),

  readRequest(body) {
    const messages = uiMessages(body);
    if (!messages || !isObject(body)) return undefined;
    const model = text(body['model']);
    const conversation: Conversation = {
      messages: messages.flatMap(readMessage),
      stream: true,
      ...(model !== undefined && { model }),
      tools: [], // Known to the back end alone.
    };
    return conversation;
  },
} as const satisfies Protocol;

/** Reads the chunks of one response in order. */
function chunkReader(): (chunk: JsonObject) => Part[] {
  const calls = createCalls();
  const texts = paragraphs();
  const reasonings = paragraphs();
  return (chunk) => {
    const delta = text(chunk['delta']);
    switch (chunk['type']) {
      case 'start-step':
        texts.startNew();
        return [];
      case 'text-delta':
        return delta === undefined ? [] : [{ type: 'text', text: texts.add(delta) }];
      case 'reasoning-start':
        reasonings.startNew();
        return [];
      case 'reasoning-delta':
        return delta === undefined ? [] : [{ type: 'reasoning', text: reasonings.add(delta) }];
      case 'tool-input-start':
        return calls.start(chunk);
      case 'tool-input-delta':
        return calls.addInput(chunk);
      case 'tool-input-available':
        return calls.setInput(chunk);
      case 'tool-input-error':
        return [
          ...calls.setInput(chunk),
          ...calls.setResult(chunk, text(chunk['errorText']) ?? ''),
        ];
      case 'tool-output-available':
        return calls.setResult(chunk, resultText(chunk['output']));
      case 'tool-output-error':
        return calls.setResult(chunk, text(chunk['errorText']) ?? '');
      case 'tool-output-denied':
        return calls.deny(chunk);
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
      default: // sources, files, data parts, ends of blocks, unknown types
        return [];
    }
  };
}

/** Reads the calls of one response, indexed in order of first appearance. */
function createCalls() {
  const calls = new Map<string, { index: number; hasInput: boolean }>();
  const find = (chunk: JsonObject) => calls.get(text(chunk['toolCallId']) ?? '');

  /** Finds the call of a chunk; adds a new one, with the part that introduces it. */
  const findOrAdd = (chunk: JsonObject) => {
    const known = find(chunk);
    if (known) return { call: known, parts: [] };
    const id = text(chunk['toolCallId']);
    const name = text(chunk['toolName']);
    const call = { index: calls.size, hasInput: false };
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

  return {
    start: (chunk: JsonObject): Part[] => findOrAdd(chunk).parts,

    addInput(chunk: JsonObject): Part[] {
      const { call, parts } = findOrAdd(chunk);
      const input = text(chunk['inputTextDelta']);
      if (input === undefined) return parts;
      call.hasInput = true;
      return [...parts, { type: 'tool-arguments', index: call.index, text: input }];
    },

    /** Reads a complete input, which repeats one that was streamed. */
    setInput(chunk: JsonObject): Part[] {
      const { call, parts } = findOrAdd(chunk);
      const input = jsonText(chunk['input']);
      if (call.hasInput || input === '') return parts;
      call.hasInput = true;
      return [...parts, { type: 'tool-arguments', index: call.index, text: input }];
    },

    /** Reads the output of a call of this response; drops outputs of earlier responses. */
    setResult(chunk: JsonObject, result: string): Part[] {
      const call = find(chunk);
      return call ? [{ type: 'tool-result', index: call.index, text: result }] : [];
    },

    /** Marks a call that the user denied: the app sends no result. */
    deny(chunk: JsonObject): Part[] {
      const call = find(chunk);
      return call ? [{ type: 'tool-call', index: call.index, server: true }] : [];
    },
  };
}

/** Separates the texts added before and after `startNew` by an empty line. */
function paragraphs() {
  let isEmpty = true;
  let needsBreak = false;
  return {
    startNew() {
      needsBreak = !isEmpty;
    },
    add(content: string): string {
      const added = needsBreak ? `\n\n${content}` : content;
      isEmpty = false;
      needsBreak = false;
      return added;
    },
  };
}

/** Reads the usage from metadata, which apps define, under the names of the SDK's documentation. */
function readUsage(metadata: unknown): Part[] {
  if (!isObject(metadata)) return [];
  const usage = [metadata['totalUsage'], metadata['usage']].find(isObject);
  return usage ? [{ type: 'usage', usage }] : [];
}

/** Returns the UI messages of a request: `messages`, or the last one alone as `message`. */
function uiMessages(body: unknown): JsonObject[] | undefined {
  if (!isObject(body)) return undefined;
  const messages = objects(body['messages'] ?? [body['message']]);
  const areUiMessages = messages.length > 0 && messages.every(({ parts }) => areParts(parts));
  return areUiMessages ? messages : undefined;
}

/** Checks that each part has a type: those of other back ends, such as `{ text: 'Hi' }`, have none. */
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
    default: // Ignores `system`, which differs between apps.
      return [];
  }
}

/** Reads the text of a user part; other parts give their type, but data parts, which only the app reads. */
function userText(part: JsonObject): string {
  const type = text(part['type']) ?? 'part';
  if (type === 'text') return text(part['text']) ?? '';
  return type.startsWith('data-') ? '' : `[${type}]`;
}

function assistantText(parts: JsonObject[]): string {
  const texts = paragraphs();
  return parts
    .map((part) => {
      if (part['type'] === 'step-start') texts.startNew();
      const content = part['type'] === 'text' ? text(part['text']) : undefined;
      return content === undefined ? '' : texts.add(content);
    })
    .join('');
}

function readCall(part: JsonObject): CallInRequest[] {
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
