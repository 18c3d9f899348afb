import { bodyText } from '../wire/body.ts';
import type { WireEvent } from '../wire/event.ts';
import { contentText } from './content-text.ts';
import { type CallInRequest, type Conversation, setResult, type Message } from './conversation.ts';
import { isObject, type JsonObject, objects, parseJson, text } from '../util/json.ts';
import type { Part } from './part.ts';
import type { Protocol } from './protocol.ts';
import { notObject } from './reader.ts';

/** Finds the model in the URL: Google Cloud and Amazon send it there, not in the body. */
const MODEL = /\/models?\/([^/]+?)(?::\w+|\/invoke[\w-]*)$/;
/** Matches Amazon's streams, where errors are exception frames. */
const BEDROCK = /\/invoke-with-response-stream$/;
const STREAMS = /(?::streamRawPredict|\/invoke-with-response-stream)$/;

/**
 * Anthropic messages, from its own API, Google Cloud and Amazon Bedrock.
 * Format: https://docs.anthropic.com/en/docs/build-with-claude/streaming ; Amazon wraps each event,
 * https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_InvokeModelWithResponseStream.html
 */
export const anthropicMessages = {
  name: 'anthropic-messages',
  paths: [
    /\/messages$/,
    /\/models\/[^/]+:(?:streamR|r)awPredict$/,
    /\/model\/[^/]+\/invoke(?:-with-response-stream)?$/,
  ],
  matchesFirst: ({ type }) => type === 'message_start' || type === 'message',

  createReader() {
    const readEvent = eventReader();
    return ({ data, event, incomplete }) => {
      if (data === undefined || incomplete) return [];
      const payload = unwrap(parseJson(data));
      if (!isObject(payload)) return [notObject(data)];
      return isException(event, payload) ? [errorPart(payload, event)] : readEvent(payload);
    };
  },

  readJson(body) {
    if (!isObject(body)) return [{ type: 'error', message: 'The response is not a JSON object' }];
    const readEvent = eventReader();
    return readEvent(body['type'] === 'error' ? body : { type: 'message_start', message: body });
  },

  errorEvent(message, { url }) {
    if (BEDROCK.test(url)) {
      const data = JSON.stringify({ message, originalStatusCode: 529 });
      return { exception: true, event: 'modelStreamErrorException', data };
    }
    const error = { type: 'overloaded_error', message };
    return { event: 'error', data: JSON.stringify({ type: 'error', error }) };
  },

  readRequest(body, url) {
    if (!isObject(body) || !Array.isArray(body['messages'])) return undefined;
    const path = url.replace(/[?#].*$/s, '');
    const model = text(body['model']) ?? MODEL.exec(path)?.[1]?.replaceAll(/%3a/gi, ':');
    const conversation: Conversation = {
      messages: readMessages(objects(body['messages'])),
      stream: body['stream'] === true || STREAMS.test(path),
      ...(model !== undefined && { model }),
      tools: objects(body['tools']).flatMap(({ name }) => text(name) ?? []),
    };
    return conversation;
  },
} as const satisfies Protocol;

/** Decodes Bedrock's `{"bytes": base64 of the event}`. */
function unwrap(payload: unknown): unknown {
  const base64 = isObject(payload) && payload['type'] === undefined && text(payload['bytes']);
  if (!base64) return payload;
  try {
    return parseJson(bodyText({ base64 }));
  } catch {
    return undefined; // not base64
  }
}

/** Recognises Bedrock's exceptions: the frame has their type, the payload has none. */
function isException(event: WireEvent['event'], payload: JsonObject): boolean {
  return payload['type'] === undefined && /exception$/i.test(event ?? '');
}

function errorPart(error: unknown, name?: string): Part {
  const message = isObject(error) ? text(error['message']) : text(error);
  return { type: 'error', message: message ?? name ?? JSON.stringify(error ?? null) };
}

/** Reads the events of one response in order, blocks by their index. */
function eventReader(): (event: JsonObject) => Part[] {
  const readBlock = blockReader();
  const readUsage = usageReader();
  return (event) => {
    switch (event['type']) {
      case 'message_start': {
        const message = isObject(event['message']) ? event['message'] : {};
        const blocks = objects(message['content']).flatMap((block, index) => [
          ...readBlock.start(index, block),
          ...readBlock.stop(index),
        ]);
        return [...blocks, ...finishOf(message), ...readUsage(message['usage'])];
      }
      case 'content_block_start':
        return isObject(event['content_block'])
          ? readBlock.start(indexOf(event), event['content_block'])
          : [];
      case 'content_block_delta':
        return isObject(event['delta']) ? readBlock.delta(indexOf(event), event['delta']) : [];
      case 'content_block_stop':
        return readBlock.stop(indexOf(event));
      case 'message_delta':
        return [...finishOf(event['delta']), ...readUsage(event['usage'])];
      case 'error':
        return [errorPart(event['error'])];
      default: // `ping`, `message_stop`, unknown types
        return [];
    }
  };
}

function indexOf({ index }: JsonObject): number {
  return typeof index === 'number' ? index : 0;
}

function finishOf(delta: unknown): Part[] {
  const reason = isObject(delta) ? text(delta['stop_reason']) : undefined;
  return reason === undefined ? [] : [{ type: 'finish', reason }];
}

/** Merges usage: later counts replace earlier ones, null replaces none. */
function usageReader(): (usage: unknown) => Part[] {
  let known: JsonObject = {};
  return (usage) => {
    if (!isObject(usage)) return [];
    const counts = Object.entries(usage).filter(
      ([key, count]) => count !== null || !(key in known),
    );
    known = { ...known, ...Object.fromEntries(counts) };
    return [{ type: 'usage', usage: known }];
  };
}

function blockReader() {
  /** Complete inputs at the start of a call: they count if no fragment follows. */
  const inputs = new Map<number, string>();
  const calls = new Map<string, number>();
  let lastReasoning: number | undefined;

  const reasoning = (index: number, fragment: unknown): Part[] => {
    const content = text(fragment);
    if (content === undefined) return [];
    const needsBreak = lastReasoning !== undefined && lastReasoning !== index;
    lastReasoning = index;
    return [{ type: 'reasoning', text: needsBreak ? `\n\n${content}` : content }];
  };

  return {
    start(index: number, block: JsonObject): Part[] {
      if (isCall(block)) {
        const id = text(block['id']);
        const name = text(block['name']);
        if (id !== undefined) calls.set(id, index);
        inputs.set(index, inputText(block));
        const call: Part = {
          type: 'tool-call',
          index,
          ...(id !== undefined && { id }),
          ...(name !== undefined && { name }),
          ...(isServer(block) && { server: true }),
        };
        return [call];
      }
      if (isServerResult(block)) {
        const call = calls.get(String(block['tool_use_id']));
        return call === undefined
          ? []
          : [{ type: 'tool-result', index: call, text: serverResult(block) }];
      }
      if (block['type'] === 'thinking') return reasoning(index, block['thinking']);
      return block['type'] === 'text' ? textPart(block['text']) : [];
    },

    delta(index: number, delta: JsonObject): Part[] {
      switch (delta['type']) {
        case 'text_delta':
          return textPart(delta['text']);
        case 'thinking_delta':
          return reasoning(index, delta['thinking']);
        case 'input_json_delta': {
          const fragment = text(delta['partial_json']);
          if (fragment === undefined) return [];
          inputs.delete(index);
          return [{ type: 'tool-arguments', index, text: fragment }];
        }
        default: // signatures, citations, unknown types
          return [];
      }
    },

    stop(index: number): Part[] {
      const input = text(inputs.get(index));
      inputs.delete(index);
      return input === undefined ? [] : [{ type: 'tool-arguments', index, text: input }];
    },
  };
}

function textPart(fragment: unknown): Part[] {
  const content = text(fragment);
  return content === undefined ? [] : [{ type: 'text', text: content }];
}

function isCall({ type }: JsonObject): boolean {
  return type === 'tool_use' || type === 'server_tool_use' || type === 'mcp_tool_use';
}

function isServer({ type }: JsonObject): boolean {
  return type !== 'tool_use';
}

/** Recognises results from the provider, such as `web_search_tool_result`; `tool_result` is the app's. */
function isServerResult({ type }: JsonObject): boolean {
  return typeof type === 'string' && type.endsWith('_tool_result');
}

/** Formats the input of a call; `''` for `{}`, with which every streamed call begins. */
function inputText({ input }: JsonObject): string {
  return isObject(input) && Object.keys(input).length > 0 ? JSON.stringify(input) : '';
}

/** Formats a result of the provider as JSON, without encrypted fields. */
function serverResult({ content }: JsonObject): string {
  if (typeof content === 'string') return content;
  const readable = JSON.stringify(content, (key, value: unknown) =>
    key.startsWith('encrypted_') ? undefined : value,
  );
  return readable ?? '';
}

function readMessages(messages: JsonObject[]): Message[] {
  const read: Message[] = [];
  let calls: CallInRequest[] = [];
  let previousRole: unknown;
  for (const { role, content } of messages) {
    const blocks =
      typeof content === 'string' ? [{ type: 'text', text: content }] : objects(content);
    if (role === 'assistant') {
      const last = read.at(-1);
      const answer = contentText(blocks.filter(({ type }) => type === 'text'));
      if (previousRole === 'assistant' && last?.role === 'assistant') last.text += answer;
      else read.push({ role, text: answer, toolCalls: (calls = []) });
      readCalls(calls, blocks);
    } else if (role === 'user') {
      const prompt = blocks.filter(({ type }) => type !== 'tool_result');
      for (const block of blocks) {
        if (block['type'] !== 'tool_result') continue;
        setResult(calls, { id: text(block['tool_use_id']) }, contentText(block['content']));
      }
      if (prompt.length > 0 || blocks.length === 0) read.push({ role, text: contentText(prompt) });
    }
    previousRole = role;
  }
  return read;
}

/** Adds the calls of an assistant's blocks, and the results of those that the provider ran. */
function readCalls(calls: CallInRequest[], blocks: JsonObject[]): void {
  for (const block of blocks) {
    if (isCall(block)) {
      const id = text(block['id']);
      calls.push({
        ...(id !== undefined && { id }),
        name: text(block['name']) ?? '',
        argumentsText: inputText(block),
        ...(isServer(block) && { server: true }),
      });
    } else if (isServerResult(block)) {
      const call = calls.find(({ id }) => id !== undefined && id === block['tool_use_id']);
      if (call) call.result = serverResult(block);
    }
  }
}
