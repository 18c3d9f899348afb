import type { Conversation } from './conversation.ts';
import { isObject, type JsonObject, objects, text } from '../util/json.ts';
import { readCall, readInput } from './openai-responses-items.ts';
import { createPartWriter, type PartKind, type PartWriter } from './openai-responses-parts.ts';
import type { Part } from './part.ts';
import type { Protocol } from './protocol.ts';
import { objectReader } from './reader.ts';

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

  readJson(body) {
    if (isObject(body)) return responseReader().readFinal(body);
    return [{ type: 'error', message: 'The response is not a JSON object' }];
  },

  errorEvent: (message, { position }) => ({
    event: 'error',
    data: JSON.stringify({
      type: 'error',
      sequence_number: position,
      code: 'server_error',
      message,
      param: null,
    }),
  }),

  readRequest(body) {
    if (!isObject(body)) return undefined;
    const { input } = body;
    if (typeof input !== 'string' && !Array.isArray(input)) return undefined;
    const model = text(body['model']);
    const conversation: Conversation = {
      messages: readInput(input),
      stream: body['stream'] === true,
      ...(model !== undefined && { model }),
      tools: objects(body['tools']).flatMap(
        (tool) => text(tool['name']) ?? text(tool['type']) ?? [],
      ),
    };
    return conversation;
  },
} as const satisfies Protocol;

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
    const parts = writer.isEmpty()
      ? objects(response['output']).flatMap((item, index) => readItem(writer, item, index))
      : [];
    const { error, usage, incomplete_details: details } = response;
    const status = text(response['status']) ?? outcome;
    const reason = (isObject(details) && text(details['reason'])) || status;
    if (isObject(error) || text(error)) parts.push(errorPart(error));
    else if (status === 'failed') parts.push({ type: 'error', message: 'The response failed' });
    else if (reason !== undefined) parts.push({ type: 'finish', reason });
    if (isObject(usage)) parts.push({ type: 'usage', usage });
    return parts;
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
        return readFinal(isObject(response) ? response : {}, type.slice('response.'.length));
      case 'error':
        return [errorPart(event['error'] ?? event)];
      case undefined:
        return isObject(event['error']) ? [errorPart(event['error'])] : [];
      default:
    }
    const [, name = '', suffix] = /^(.+)\.(delta|done)$/.exec(type) ?? [];
    const field = STREAMED.get(name);
    if (!field) return []; // progress, annotations, unknown types
    const { kind, key, slot = '' } = field;
    const place = [kind, indexOf(event, false), event[slot] ?? 0] as const;
    return suffix === 'done'
      ? writer.complete(...place, text(event[key]))
      : writer.append(...place, text(event['delta']));
  };

  return { readEvent, readFinal };
}

/** Reads a complete item. */
function readItem(writer: PartWriter, item: JsonObject, index: number): Part[] {
  const call = readCall(item);
  if (call) {
    const parts = writer.startCall(index, call);
    parts.push(...writer.complete('arguments', index, 0, text(call.argumentsText)));
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

function errorPart(error: unknown): Part {
  const message = isObject(error)
    ? (text(error['message']) ?? text(error['code']) ?? JSON.stringify(error))
    : String(error);
  return { type: 'error', message };
}
