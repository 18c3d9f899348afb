import { header } from '../cassette/cassette.ts';
import type { CallInRequest, Message } from './conversation.ts';
import { asObject, compact, isObject, type JsonObject, objects, text } from '../util/json.ts';
import type { Part } from './part.ts';
import type { Protocol } from './protocol.ts';
import { argumentsOf, callPart, errorPart, objectReader, paragraphs, partOf } from './reader.ts';
import { aiSdkUiWriter } from './writers/ai-sdk-ui.ts';

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
    const error = asObject(body)['error'] ?? asObject(body)['message'];
    const message = text(isObject(error) ? error['message'] : error);
    return [{ type: 'error', message: message ?? 'The response is not a UI message stream' }];
  },

  errorEvent: (message) => ({ data: JSON.stringify({ type: 'error', errorText: message }) }),

  writer: aiSdkUiWriter,

  readRequest(body) {
    const messages = uiMessages(body);
    if (!messages || !isObject(body)) return undefined;
    return compact({
      messages: messages.flatMap(readMessage),
      stream: true,
      model: text(body['model']),
      tools: [] as string[], // Known to the back end alone.
    });
  },
} as const satisfies Protocol;

/** Reads the chunks of one response in order. */
function chunkReader(): (chunk: JsonObject) => Part[] {
  const calls = createCalls();
  const addText = paragraphs();
  const addReasoning = paragraphs();
  let step = 0;
  let block = 0;
  return (chunk) => {
    const error = text(chunk['errorText']);
    switch (chunk['type']) {
      case 'start-step':
        step += 1;
        return [];
      case 'text-delta':
        return partOf('text', addText(step, chunk['delta']));
      case 'reasoning-start':
        block += 1;
        return [];
      case 'reasoning-delta':
        return partOf('reasoning', addReasoning(block, chunk['delta']));
      case 'tool-input-start':
        return calls.start(chunk);
      case 'tool-input-delta':
        return calls.addInput(chunk);
      case 'tool-input-available':
        return calls.setInput(chunk);
      case 'tool-input-error':
        return [...calls.setInput(chunk), ...calls.setResult(chunk, error ?? '')];
      case 'tool-output-available':
        return calls.setResult(chunk, resultText(chunk['output']));
      case 'tool-output-error':
        return calls.setResult(chunk, error ?? '');
      case 'tool-output-denied':
        return calls.deny(chunk);
      case 'start':
      case 'message-metadata':
      case 'finish':
        return [...partOf('finish', chunk['finishReason']), ...readUsage(chunk['messageMetadata'])];
      case 'abort':
        return [{ type: 'finish', reason: 'abort' }];
      case 'error':
        return [errorPart(error, JSON.stringify(chunk))];
      default: // sources, files, data parts, ends of blocks, unknown types
        return [];
    }
  };
}

interface StreamedCall {
  index: number;
  hasInput: boolean;
}

/** Reads the calls of one response, indexed in order of first appearance. */
function createCalls() {
  const calls = new Map<string | undefined, StreamedCall>();

  /** Finds the call of a chunk; adds a new one, with the part that introduces it. */
  const findOrAdd = (chunk: JsonObject): { call: StreamedCall; parts: Part[] } => {
    const id = text(chunk['toolCallId']);
    const known = calls.get(id);
    if (known) return { call: known, parts: [] };
    const call = { index: calls.size, hasInput: false };
    calls.set(id, call);
    const providerExecuted = chunk['providerExecuted'] === true ? true : undefined;
    return {
      call,
      parts: [callPart(call.index, { id, name: text(chunk['toolName']), providerExecuted })],
    };
  };

  return {
    start: (chunk: JsonObject): Part[] => findOrAdd(chunk).parts,

    addInput(chunk: JsonObject): Part[] {
      const { call, parts } = findOrAdd(chunk);
      const fragments = argumentsOf(call.index, chunk['inputTextDelta']);
      call.hasInput ||= fragments.length > 0;
      return [...parts, ...fragments];
    },

    /** Reads a complete input, which repeats one that was streamed. */
    setInput(chunk: JsonObject): Part[] {
      const { call, parts } = findOrAdd(chunk);
      if (call.hasInput) return parts;
      const whole = argumentsOf(call.index, jsonText(chunk['input']));
      call.hasInput = whole.length > 0;
      return [...parts, ...whole];
    },

    /** Reads the output of a call of this response; drops outputs of earlier responses. */
    setResult(chunk: JsonObject, result: string): Part[] {
      const call = calls.get(text(chunk['toolCallId']));
      return call ? [{ type: 'tool-result', index: call.index, text: result }] : [];
    },

    /** Marks a call that the user denied: the app sends no result. */
    deny(chunk: JsonObject): Part[] {
      const call = calls.get(text(chunk['toolCallId']));
      return call ? [callPart(call.index, { providerExecuted: true })] : [];
    },
  };
}

/** Reads the usage from metadata, which apps define, under the names of the SDK's documentation. */
function readUsage(metadata: unknown): Part[] {
  const { totalUsage, usage } = asObject(metadata);
  return partOf('usage', isObject(totalUsage) ? totalUsage : usage);
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
  const addText = paragraphs();
  let step = 0;
  return parts
    .map(({ type, text: content }) => {
      if (type === 'step-start') step += 1;
      return type === 'text' ? addText(step, content) : '';
    })
    .join('');
}

function readCall(part: JsonObject): CallInRequest[] {
  const type = text(part['type']) ?? '';
  const name = type === 'dynamic-tool' ? text(part['toolName']) : /^tool-(.+)/.exec(type)?.[1];
  if (name === undefined) return [];
  const { state, providerExecuted } = part;
  const call = compact({
    id: text(part['toolCallId']),
    name,
    argumentsText: jsonText(part['input'] ?? part['rawInput']),
    result: state === 'output-available' ? resultText(part['output']) : text(part['errorText']),
    providerExecuted: providerExecuted === true || state === 'output-denied' ? true : undefined,
  });
  return [call];
}

function jsonText(value: unknown): string {
  return value === undefined ? '' : JSON.stringify(value);
}

function resultText(output: unknown): string {
  return typeof output === 'string' ? output : jsonText(output);
}
