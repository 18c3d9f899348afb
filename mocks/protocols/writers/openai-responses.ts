import { compact, type JsonObject } from '../../util/json.ts';
import { openaiError } from './openai-error.ts';
import {
  argumentsText,
  callsOf,
  NO_USAGE,
  resultText,
  type WrittenCall,
  type WrittenMessage,
  type WrittenResponse,
  type Writer,
} from './writer.ts';

/** The tools that the provider runs: https://platform.openai.com/docs/guides/tools-connectors-mcp */
const MCP = { server_label: 'example', server_url: 'https://mcp.example.com' };

/** Writes as OpenAI does: https://platform.openai.com/docs/api-reference/responses-streaming */
export const openaiResponsesWriter: Writer = {
  url: () => 'https://api.openai.com/v1/responses',
  callId: 'call',

  writeRequest({ model, stream, system, messages, tools, serverTools, reasoning }) {
    const functions = tools.map(({ name, parameters }) => ({
      type: 'function',
      name,
      description: `Runs ${name}.`,
      parameters,
      strict: false,
    }));
    const all = [
      ...functions,
      ...(serverTools.length > 0 ? [{ type: 'mcp', ...MCP, require_approval: 'never' }] : []),
    ];
    return compact({
      model,
      instructions: system,
      input: messages.flatMap(inputOf),
      tools: all.length > 0 ? all : undefined,
      reasoning: reasoning ? { summary: 'auto' } : undefined,
      stream,
    });
  },

  writeContent(response, { stream, model }) {
    const { number, broken, finish } = response;
    const base = { id: `resp_${number}`, object: 'response', created_at: 0 };
    const items = itemsOf(response);
    const status = finish === undefined || finish === 'completed' ? 'completed' : 'incomplete';
    const final = {
      ...base,
      status,
      error: null,
      incomplete_details: status === 'completed' ? null : { reason: finish },
      model,
      output: items.map(({ item }) => item),
      usage: usageOf(response),
    };
    if (!stream) return { json: final };
    const begun = { status: 'in_progress', incomplete_details: null, output: [], usage: null };
    const started = { ...final, ...begun };
    const events = [
      { type: 'response.created', response: started },
      { type: 'response.in_progress', response: started },
      ...items.flatMap((each, index) => {
        const isOpen = broken && index === items.length - 1;
        return itemEvents(each, index).slice(0, isOpen ? -each.closing : undefined);
      }),
      ...(broken ? [] : [{ type: `response.${status}`, response: final }]),
    ];
    return {
      mediaType: 'text/event-stream',
      events: events.map(({ type, ...event }, sequence_number) => ({
        event: type,
        data: JSON.stringify({ type, sequence_number, ...event }),
      })),
    };
  },

  writeError: openaiError,
};

type ResponseEvent = { type: string } & JsonObject;

/** An item of the output. */
interface Item {
  /** As it is added. */
  added: JsonObject;
  /** As it is done. */
  item: JsonObject & { id: string };
  /** What comes in between, without `item_id` and `output_index`. */
  events: ResponseEvent[];
  /** Counts the last events, that it is done included, which an error cuts off. */
  closing: number;
}

function itemsOf({ steps, number }: WrittenResponse): Item[] {
  const all: Item[] = [];
  const id = (prefix: string) => `${prefix}_${number}_${all.length + 1}`;
  for (const { reasoning, text, calls } of steps) {
    if (reasoning.length > 0) all.push(reasoningItem(id('rs'), reasoning));
    if (text.length > 0) all.push(messageItem(id('msg'), text));
    for (const call of calls)
      all.push(call.providerExecuted ? serverItem(call) : callItem(id('fc'), call));
  }
  return all;
}

function itemEvents({ added, item, events }: Item, output_index: number): ResponseEvent[] {
  return [
    { type: 'response.output_item.added', output_index, item: added },
    ...events.map(({ type, ...event }) => ({ type, item_id: item.id, output_index, ...event })),
    { type: 'response.output_item.done', output_index, item },
  ];
}

function reasoningItem(id: string, pieces: readonly string[]): Item {
  const part = (text: string) => ({ type: 'summary_text', text });
  const whole = pieces.join('');
  const name = 'response.reasoning_summary';
  const place = { summary_index: 0 };
  return {
    added: { id, type: 'reasoning', summary: [] },
    item: { id, type: 'reasoning', summary: [part(whole)] },
    events: [
      { type: `${name}_part.added`, ...place, part: part('') },
      ...pieces.map((delta) => ({ type: `${name}_text.delta`, ...place, delta })),
      { type: `${name}_text.done`, ...place, text: whole },
      { type: `${name}_part.done`, ...place, part: part(whole) },
    ],
    closing: 3,
  };
}

function messageItem(id: string, pieces: readonly string[]): Item {
  const part = (text: string) => ({ type: 'output_text', annotations: [], logprobs: [], text });
  const whole = pieces.join('');
  const place = { content_index: 0 };
  const base = { id, type: 'message', role: 'assistant' };
  return {
    added: { ...base, status: 'in_progress', content: [] },
    item: { ...base, status: 'completed', content: [part(whole)] },
    events: [
      { type: 'response.content_part.added', ...place, part: part('') },
      ...pieces.map((delta) => ({
        type: 'response.output_text.delta',
        ...place,
        delta,
        logprobs: [],
      })),
      { type: 'response.output_text.done', ...place, text: whole, logprobs: [] },
      { type: 'response.content_part.done', ...place, part: part(whole) },
    ],
    closing: 3,
  };
}

function callItem(id: string, call: WrittenCall): Item {
  const base = { id, type: 'function_call', call_id: call.id, name: call.name };
  return {
    added: { ...base, status: 'in_progress', arguments: '' },
    item: { ...base, status: 'completed', arguments: argumentsText(call) },
    events: argumentEvents('response.function_call_arguments', call),
    closing: 2,
  };
}

function serverItem(call: WrittenCall): Item {
  const { name, result } = call;
  const id = call.id!;
  const base = { id, type: 'mcp_call', name, server_label: MCP.server_label, error: null };
  const output = result === undefined ? null : resultText(result);
  return {
    added: { ...base, status: 'in_progress', arguments: '', output: null },
    item: { ...base, status: 'completed', arguments: argumentsText(call), output },
    events: [
      { type: 'response.mcp_call.in_progress' },
      ...argumentEvents('response.mcp_call_arguments', call),
      { type: 'response.mcp_call.completed' },
    ],
    closing: 3,
  };
}

function argumentEvents(name: string, call: WrittenCall): ResponseEvent[] {
  return [
    ...call.fragments.map((delta) => ({ type: `${name}.delta`, delta })),
    { type: `${name}.done`, arguments: argumentsText(call) },
  ];
}

function usageOf({ usage: { input, output } = NO_USAGE }: WrittenResponse): JsonObject {
  return {
    input_tokens: input,
    input_tokens_details: { cached_tokens: 0 },
    output_tokens: output,
    output_tokens_details: { reasoning_tokens: 0 },
    total_tokens: input + output,
  };
}

/** Sends the items of a response back as they came, then the outputs of its calls. */
function inputOf(message: WrittenMessage): JsonObject[] {
  if (message.role === 'user') return [{ role: 'user', content: message.text }];
  const { response } = message;
  const outputs = callsOf(response)
    .filter(({ providerExecuted }) => !providerExecuted)
    .map(({ id, result }) => ({
      type: 'function_call_output',
      call_id: id,
      output: resultText(result),
    }));
  return [...itemsOf(response).map(({ item }) => item), ...outputs];
}
