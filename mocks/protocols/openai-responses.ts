import {
  asObject,
  boolean,
  compact,
  isObject,
  type JsonObject,
  objects,
  text,
} from '../util/json.ts';
import { type CallInRequest, systemText } from './conversation.ts';
import { readCall, readInput } from './openai-responses-items.ts';
import type { Part } from './part.ts';
import type { Protocol } from './protocol.ts';
import { argumentsOf, callPart, errorPart, objectReader, partOf, readObject } from './reader.ts';
import { openaiResponsesWriter } from './writers/openai-responses.ts';

/**
 * OpenAI Responses, streamed or as JSON. Format:
 * https://platform.openai.com/docs/api-reference/responses-streaming
 */
export const openaiResponses = {
  name: 'openai-responses',
  paths: [/\/responses$/],
  matchesFirst: ({ type, object }) => type === 'response.created' || object === 'response',

  createReader() {
    const { readEvent } = responseReader();
    return objectReader((chunk, { event }) => readEvent(text(chunk['type']) ?? event, chunk));
  },
  readJson: (body) => readObject(body, responseReader().readFinal),

  errorEvent(message, { position }) {
    const error = { sequence_number: position, code: 'server_error', message, param: null };
    return { event: 'error', data: JSON.stringify({ type: 'error', ...error }) };
  },

  writer: openaiResponsesWriter,

  readRequest(body) {
    if (!isObject(body)) return undefined;
    const { input } = body;
    if (typeof input !== 'string' && !Array.isArray(input)) return undefined;
    return compact({
      system: systemText(body['instructions'], input),
      messages: readInput(input),
      stream: boolean(body['stream']),
      model: text(body['model']),
      tools: objects(body['tools']).flatMap(({ name, type }) => text(name) ?? text(type) ?? []),
    });
  },
} as const satisfies Protocol;

/** A kind of streamed text. `summary` is reasoning too, but an item has its own numbers for each. */
type PartKind = 'text' | 'summary' | 'reasoning' | 'arguments';

/** A kind of part that comes as `<name>.delta` events and complete as `<name>.done`. */
interface StreamedField {
  kind: PartKind;
  /** The key of the complete value. */
  key: string;
  /** The key of the position among several of the same item. */
  slot?: string;
}

const STREAMED = new Map<string, StreamedField>([
  ['response.output_text', { kind: 'text', key: 'text', slot: 'content_index' }],
  ['response.refusal', { kind: 'text', key: 'refusal', slot: 'content_index' }],
  ['response.reasoning_summary_text', { kind: 'summary', key: 'text', slot: 'summary_index' }],
  ['response.reasoning_text', { kind: 'reasoning', key: 'text', slot: 'content_index' }],
  ['response.function_call_arguments', { kind: 'arguments', key: 'arguments' }],
  ['response.mcp_call_arguments', { kind: 'arguments', key: 'arguments' }],
  ['response.custom_tool_call_input', { kind: 'arguments', key: 'input' }],
  ['response.code_interpreter_call_code', { kind: 'arguments', key: 'code' }],
]);

/** Reads the events of one response in order. A call's `index` is its `output_index`. */
function responseReader() {
  const writer = createPartWriter();
  let latest = -1;

  /** Counts items without `output_index`, which come one after another. */
  const indexOf = (event: JsonObject, isNew: boolean): number => {
    const index = event['output_index'];
    if (typeof index === 'number') latest = index;
    else if (isNew || latest < 0) latest += 1;
    return latest;
  };

  /** Reads a response object at its end, which repeats the output. */
  const readFinal = (response: JsonObject, outcome?: string): Part[] => {
    const output = writer.isEmpty() ? objects(response['output']) : [];
    const status = text(response['status']) ?? outcome;
    const reason = text(asObject(response['incomplete_details'])['reason']) ?? status;
    const reported = isObject(response['error']) ? response['error'] : text(response['error']);
    const error = reported ?? (status === 'failed' ? 'The response failed' : undefined);
    return [
      ...output.flatMap((item, index) => readItem(writer, item, index)),
      ...(error === undefined ? partOf('finish', reason) : [failure(error)]),
      ...partOf('usage', response['usage']),
    ];
  };

  const readEvent = (type: string | undefined, event: JsonObject): Part[] => {
    const { item, response } = event;
    switch (type) {
      case 'response.output_item.added': {
        if (!isObject(item)) return [];
        const index = indexOf(event, true);
        const call = readCall(item);
        return call ? writer.startCall(index, call) : [];
      }
      case 'response.output_item.done':
        return isObject(item) ? readItem(writer, item, indexOf(event, false)) : [];
      case 'response.completed':
      case 'response.incomplete':
      case 'response.failed':
        return readFinal(asObject(response), type.slice('response.'.length));
      case 'error':
        return [failure(event['error'] ?? event)];
      case undefined:
        return isObject(event['error']) ? [failure(event['error'])] : [];
      default:
    }
    const [, name = '', suffix] = /^(.+)\.(delta|done)$/.exec(type) ?? [];
    const field = STREAMED.get(name);
    if (!field) return []; // progress, annotations, unknown types
    const { kind, key, slot = '' } = field;
    const place = [kind, indexOf(event, false), event[slot] ?? 0] as const;
    return suffix === 'done'
      ? writer.complete(...place, event[key])
      : writer.append(...place, event['delta']);
  };

  return { readEvent, readFinal };
}

/** Reads a complete item. */
function readItem(writer: PartWriter, item: JsonObject, index: number): Part[] {
  const call = readCall(item);
  if (call) {
    const parts = writer.startCall(index, call);
    parts.push(...writer.complete('arguments', index, 0, call.argumentsText));
    if (call.result !== undefined) parts.push({ type: 'tool-result', index, text: call.result });
    return parts;
  }
  const complete = (kind: PartKind, list: unknown) =>
    objects(list).flatMap((part, slot) =>
      writer.complete(kind, index, slot, text(part['text']) ?? text(part['refusal'])),
    );
  if (item['type'] === 'message') return complete('text', item['content']);
  if (item['type'] !== 'reasoning') return [];
  return [...complete('summary', item['summary']), ...complete('reasoning', item['content'])];
}

function failure(error: unknown): Part {
  return errorPart(error, isObject(error) ? text(error['code']) : String(error));
}

type PartWriter = ReturnType<typeof createPartWriter>;

/** Writes each part once, though deltas, `.done` events, items and the final response all repeat it. */
function createPartWriter() {
  const written = new Set<string>();
  /** Maps items to the kind of their reasoning. */
  const reasoning = new Map<number, PartKind>();

  /** Adds a delta. `slot` is the position among several of a kind in one item. */
  const append = (kind: PartKind, index: number, slot: unknown, value: unknown): Part[] => {
    const content = text(value);
    if (content === undefined) return [];
    const key = keyOf(kind, index, slot);
    const isFirst = !written.has(key);
    written.add(key);
    if (kind === 'text') return partOf('text', content);
    if (kind === 'arguments') return argumentsOf(index, content);
    // Takes one kind an item: some send both the reasoning and its summary.
    if ((reasoning.get(index) ?? kind) !== kind) return [];
    const needsBreak = isFirst && reasoning.size > 0;
    reasoning.set(index, kind);
    return partOf('reasoning', needsBreak ? `\n\n${content}` : content);
  };

  return {
    isEmpty: () => written.size === 0,
    append,

    /** Adds a complete text, if nothing of it came by delta. */
    complete(kind: PartKind, index: number, slot: unknown, value: unknown): Part[] {
      return written.has(keyOf(kind, index, slot)) ? [] : append(kind, index, slot, value);
    },

    /** Adds a call, or its id or name once known. */
    startCall(index: number, call: CallInRequest): Part[] {
      const key = JSON.stringify(['call', index, call.id, call.name]);
      if (written.has(key)) return [];
      written.add(key);
      return [callPart(index, { ...call, name: text(call.name) })];
    },
  };
}

function keyOf(kind: PartKind, index: number, slot: unknown): string {
  return JSON.stringify([kind, index, slot]);
}
