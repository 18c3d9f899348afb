import { bodyText } from '../wire/body.ts';
import {
  type CallInRequest,
  contentText,
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
  parseJson,
  text,
} from '../util/json.ts';
import type { Part } from './part.ts';
import type { Protocol } from './protocol.ts';
import {
  argumentsOf,
  callPart,
  errorPart,
  notObject,
  paragraphs,
  readObject,
  partOf,
} from './reader.ts';
import { anthropicMessagesWriter } from './writers/anthropic-messages.ts';

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
      const payload = unwrapAmazon(parseJson(data));
      if (!isObject(payload)) return [notObject(data)];
      // Recognises Bedrock's exceptions: the frame has their type, the payload has none.
      const isException = payload['type'] === undefined && /exception$/i.test(event ?? '');
      return isException ? [errorPart(payload, event)] : readEvent(payload);
    };
  },

  readJson: (body) =>
    readObject(body, (message) =>
      eventReader()(message['type'] === 'error' ? message : { type: 'message_start', message }),
    ),

  errorEvent(message, { url }) {
    if (BEDROCK.test(url)) {
      const data = JSON.stringify({ message, originalStatusCode: 529 });
      return { exception: true, event: 'modelStreamErrorException', data };
    }
    const error = { type: 'overloaded_error', message };
    return { event: 'error', data: JSON.stringify({ type: 'error', error }) };
  },

  writer: anthropicMessagesWriter,

  readRequest(body, url) {
    if (!isObject(body) || !Array.isArray(body['messages'])) return undefined;
    const path = url.replace(/[?#].*$/s, '');
    const model = text(body['model']) ?? MODEL.exec(path)?.[1]?.replaceAll(/%3a/gi, ':');
    return compact({
      system: systemText(body['system'], body['messages']),
      messages: readMessages(objects(body['messages'])),
      stream: MODEL.test(path) ? STREAMS.test(path) : boolean(body['stream']),
      model,
      tools: objects(body['tools']).flatMap(({ name }) => text(name) ?? []),
    });
  },
} as const satisfies Protocol;

/** Decodes Bedrock's `{"bytes": base64 of the event}`. */
export function unwrapAmazon(payload: unknown): unknown {
  const base64 = isObject(payload) && payload['type'] === undefined && text(payload['bytes']);
  if (!base64) return payload;
  try {
    return parseJson(bodyText({ base64 }));
  } catch {
    return undefined; // not base64
  }
}

/** Reads the events of one response in order, blocks by their index. */
function eventReader(): (event: JsonObject) => Part[] {
  const readBlock = blockReader();
  const readEnd = endReader();
  return (event) => {
    switch (event['type']) {
      case 'message_start': {
        const message = asObject(event['message']);
        const blocks = objects(message['content']).flatMap((block, index) => [
          ...readBlock.start(index, block),
          ...readBlock.stop(index),
        ]);
        return [...blocks, ...readEnd(message['stop_reason'], message['usage'])];
      }
      case 'content_block_start':
        return readBlock.start(indexOf(event), asObject(event['content_block']));
      case 'content_block_delta':
        return readBlock.delta(indexOf(event), asObject(event['delta']));
      case 'content_block_stop':
        return readBlock.stop(indexOf(event));
      case 'message_delta':
        return readEnd(asObject(event['delta'])['stop_reason'], event['usage']);
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

/** Reads how a response ends. Merges usage: later counts replace earlier ones, null replaces none. */
function endReader(): (reason: unknown, usage: unknown) => Part[] {
  let known: JsonObject = {};
  return (reason, usage) => {
    const finish = partOf('finish', reason);
    if (!isObject(usage)) return finish;
    const counts = Object.entries(usage).filter(
      ([key, count]) => count !== null || !(key in known),
    );
    known = { ...known, ...Object.fromEntries(counts) };
    return [...finish, { type: 'usage', usage: known }];
  };
}

function blockReader() {
  /** Complete inputs at the start of a call: they count if no fragment follows. */
  const inputs = new Map<number, string>();
  const calls = new Map<string, number>();
  const addReasoning = paragraphs();
  const readThinking = (index: number, { thinking }: JsonObject) =>
    partOf('reasoning', addReasoning(index, thinking));

  return {
    start(index: number, block: JsonObject): Part[] {
      const call = readCall(block);
      if (call) {
        if (call.id !== undefined) calls.set(call.id, index);
        inputs.set(index, call.argumentsText);
        return [callPart(index, { ...call, name: text(call.name) })];
      }
      if (isServerResult(block)) {
        const caller = calls.get(String(block['tool_use_id']));
        return caller === undefined
          ? []
          : [{ type: 'tool-result', index: caller, text: serverResult(block) }];
      }
      if (block['type'] === 'text') return partOf('text', block['text']);
      return block['type'] === 'thinking' ? readThinking(index, block) : [];
    },

    delta(index: number, delta: JsonObject): Part[] {
      switch (delta['type']) {
        case 'text_delta':
          return partOf('text', delta['text']);
        case 'thinking_delta':
          return readThinking(index, delta);
        case 'input_json_delta': {
          const fragments = argumentsOf(index, delta['partial_json']);
          if (fragments.length > 0) inputs.delete(index);
          return fragments;
        }
        default: // signatures, citations, unknown types
          return [];
      }
    },

    stop(index: number): Part[] {
      const input = inputs.get(index);
      inputs.delete(index);
      return argumentsOf(index, input);
    },
  };
}

/** Reads the call of a block of a response or a request; the provider runs all but `tool_use`. */
function readCall({ type, id, name, input }: JsonObject): CallInRequest | undefined {
  if (type !== 'tool_use' && type !== 'server_tool_use' && type !== 'mcp_tool_use')
    return undefined;
  return compact({
    id: text(id),
    name: text(name) ?? '',
    // Every streamed call begins with `{}`.
    argumentsText: isObject(input) && Object.keys(input).length > 0 ? JSON.stringify(input) : '',
    providerExecuted: type === 'tool_use' ? undefined : true,
  });
}

/** Recognises results from the provider, such as `web_search_tool_result`; `tool_result` is the app's. */
function isServerResult({ type }: JsonObject): boolean {
  return typeof type === 'string' && type.endsWith('_tool_result');
}

/** Formats a result of the provider: that of MCP as its text, others as JSON without encrypted fields. */
function serverResult({ type, content }: JsonObject): string {
  if (typeof content === 'string') return content;
  if (type === 'mcp_tool_result') return contentText(content);
  const readable = JSON.stringify(content, (key, value: unknown) =>
    key.startsWith('encrypted_') ? undefined : value,
  );
  return readable ?? '';
}

function readMessages(messages: JsonObject[]): Message[] {
  const read: Message[] = [];
  let answer = newAnswer();
  let previousRole: unknown;
  for (const { role, content } of messages) {
    const blocks =
      typeof content === 'string' ? [{ type: 'text', text: content }] : objects(content);
    if (role === 'assistant') {
      if (previousRole !== role) read.push((answer = newAnswer()));
      answer.text += contentText(blocks.filter(({ type }) => type === 'text'));
      readCalls(answer.toolCalls, blocks);
    } else if (role === 'user') {
      const prompt = blocks.filter(({ type }) => type !== 'tool_result');
      for (const block of blocks) {
        if (block['type'] !== 'tool_result') continue;
        const result = contentText(block['content']);
        setResult(answer.toolCalls, { id: text(block['tool_use_id']) }, result);
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
    const call = readCall(block);
    if (call) calls.push(call);
    else if (isServerResult(block)) {
      const caller = calls.find(({ id }) => id !== undefined && id === block['tool_use_id']);
      if (caller) caller.result = serverResult(block);
    }
  }
}
