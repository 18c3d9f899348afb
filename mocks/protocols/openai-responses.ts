import type { Conversation } from './conversation.ts';
import { isObject, type JsonObject, objects, text } from '../util/json.ts';
import { callOf, readInput } from './openai-responses-items.ts';
import type { Part } from './part.ts';
import type { Protocol } from './protocol.ts';
import { objectReader } from './reader.ts';

/**
 * OpenAI Responses, streamed or whole. Format:
 * https://platform.openai.com/docs/api-reference/responses-streaming
 */
export const openaiResponses = {
  name: 'openai-responses',
  paths: [/\/responses$/],
  begins: ({ type, object }) => type === 'response.created' || object === 'response',

  createReader() {
    const { readEvent } = responseReader();
    return objectReader((said, { event }) => readEvent(text(said['type']) ?? event, said));
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

type Kind = 'text' | 'summary' | 'reasoning' | 'arguments';

/** What comes as `<name>.delta`… and whole as `<name>.done`: its key there, and what counts its parts. */
const STREAMED = new Map<string, { kind: Kind; whole: string; slot?: string }>([
  ['response.output_text', { kind: 'text', whole: 'text', slot: 'content_index' }],
  ['response.refusal', { kind: 'text', whole: 'refusal', slot: 'content_index' }],
  ['response.reasoning_summary_text', { kind: 'summary', whole: 'text', slot: 'summary_index' }],
  ['response.reasoning_text', { kind: 'reasoning', whole: 'text', slot: 'content_index' }],
  ['response.function_call_arguments', { kind: 'arguments', whole: 'arguments' }],
  ['response.mcp_call_arguments', { kind: 'arguments', whole: 'arguments' }],
  ['response.custom_tool_call_input', { kind: 'arguments', whole: 'input' }],
  ['response.code_interpreter_call_code', { kind: 'arguments', whole: 'code' }],
]);

/** Reads the events of one response in order. A call's `index` is its `output_index`. */
function responseReader() {
  const sayer = createSayer();
  let latest = -1;

  /** Items without `output_index` come one after another. */
  const indexOf = (event: JsonObject, opens: boolean): number => {
    const index = event['output_index'];
    if (typeof index === 'number') latest = index;
    else if (opens || latest < 0) latest += 1;
    return latest;
  };

  const readItem = (item: JsonObject, index: number, whole: boolean): Part[] => {
    const call = callOf(item);
    if (call) {
      const parts = sayer.introduce(index, call);
      if (!whole) return parts;
      parts.push(...sayer.say('arguments', index, 0, text(call.argumentsText), true));
      if (call.result !== undefined) parts.push({ type: 'tool-result', index, text: call.result });
      return parts;
    }
    if (!whole) return [];
    const say = (kind: Kind, list: unknown) =>
      objects(list).flatMap((part, slot) =>
        sayer.say(kind, index, slot, text(part['text']) ?? text(part['refusal']), true),
      );
    if (item['type'] === 'message') return say('text', item['content']);
    if (item['type'] !== 'reasoning') return [];
    return [...say('summary', item['summary']), ...say('reasoning', item['content'])];
  };

  /** Reads a response object as it is at its end. It repeats the whole output. */
  const readFinal = (response: JsonObject, outcome?: string): Part[] => {
    const parts = sayer.silent()
      ? objects(response['output']).flatMap((item, index) => readItem(item, index, true))
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
      case 'response.output_item.added':
        return isObject(item) ? readItem(item, indexOf(event, true), false) : [];
      case 'response.output_item.done':
        return isObject(item) ? readItem(item, indexOf(event, false), true) : [];
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
    const [, name = '', ending] = /^(.+)\.(delta|done)$/.exec(type) ?? [];
    const streamed = STREAMED.get(name);
    if (!streamed) return []; // Progress, annotations, and what is not known yet.
    const { kind, whole, slot = '' } = streamed;
    const words = text(event[ending === 'done' ? whole : 'delta']);
    return sayer.say(kind, indexOf(event, false), event[slot] ?? 0, words, ending === 'done');
  };

  return { readEvent, readFinal };
}

/** Says everything once, though deltas, `…done` events and the final response all tell it. */
function createSayer() {
  const said = new Set<string>();
  const thought = new Map<number, Kind>();
  return {
    silent: () => said.size === 0,

    introduce(index: number, { id, name, server }: ReturnType<typeof callOf> & object): Part[] {
      const key = JSON.stringify(['call', index, id, name]);
      if (said.has(key)) return [];
      said.add(key);
      return [
        {
          type: 'tool-call',
          index,
          ...(id !== undefined && { id }),
          ...(name !== '' && { name }),
          ...(server && { server }),
        },
      ];
    },

    say(
      kind: Kind,
      index: number,
      slot: unknown,
      words: string | undefined,
      whole: boolean,
    ): Part[] {
      const key = JSON.stringify([kind, index, slot]);
      const known = said.has(key);
      if (words === undefined || (whole && known)) return [];
      said.add(key);
      if (kind === 'text') return [{ type: 'text', text: words }];
      if (kind === 'arguments') return [{ type: 'tool-arguments', index, text: words }];
      // An item that tells its thoughts and their summary is read once.
      if ((thought.get(index) ?? kind) !== kind) return [];
      const apart = !known && thought.size > 0;
      thought.set(index, kind);
      return [{ type: 'reasoning', text: apart ? `\n\n${words}` : words }];
    },
  };
}

function errorPart(error: unknown): Part {
  const message = isObject(error)
    ? (text(error['message']) ?? text(error['code']) ?? JSON.stringify(error))
    : String(error);
  return { type: 'error', message };
}
