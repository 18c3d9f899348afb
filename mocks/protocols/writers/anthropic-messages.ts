import { compact, type JsonObject } from '../../util/json.ts';
import { bodyBytes, toBinary } from '../../wire/body.ts';
import type { EventContent } from '../../wire/event.ts';
import type { AnswerUsage } from '../answer.ts';
import {
  argumentsObject,
  callsOf,
  NO_USAGE,
  resultText,
  type WrittenCall,
  type WrittenMessage,
  type WrittenRequest,
  type WrittenResponse,
  type WrittenStep,
  type Writer,
} from './writer.ts';

/** Matches the addresses of Amazon, which has model and method in the URL. */
const BEDROCK = /\/model\/[^/]+\/invoke(?:-with-response-stream)?(?:[?#]|$)/;
/** Matches those of Google Cloud, as above. */
const VERTEX = /\/models\/[^/]+:(?:streamR|r)awPredict(?:[?#]|$)/;
/** Types of errors by status: https://docs.claude.com/en/api/errors */
const ERROR_TYPES: Readonly<Record<number, string>> = {
  401: 'authentication_error',
  403: 'permission_error',
  404: 'not_found_error',
  413: 'request_too_large',
  429: 'rate_limit_error',
  529: 'overloaded_error',
};
/** The tools that the provider runs: https://docs.claude.com/en/docs/agents-and-tools/mcp-connector */
const MCP = { type: 'url', url: 'https://mcp.example.com', name: 'example' };

/** Writes as Anthropic does: https://docs.claude.com/en/docs/build-with-claude/streaming */
export const anthropicMessagesWriter: Writer = {
  url: () => 'https://api.anthropic.com/v1/messages',
  callId: 'toolu',
  writeRequest,

  writeContent(response, { stream, model, url }) {
    const blocks = response.steps.flatMap((step) => blocksOf(step, response.number));
    const end = { stop_reason: finishOf(response), stop_sequence: null };
    const { input, output } = response.usage ?? NO_USAGE;
    const base = { id: `msg_${response.number}`, type: 'message', role: 'assistant', model };
    const usage = usageOf({ input, output });
    if (!stream)
      return { json: { ...base, content: blocks.map(({ whole }) => whole()), ...end, usage } };
    const message = {
      ...base,
      content: [],
      stop_reason: null,
      stop_sequence: null,
      usage: usageOf({ input, output: Math.min(1, output) }), // counts the first token
    };
    const events = [
      { type: 'message_start', message },
      { type: 'ping' },
      ...blocks.flatMap((block, index) => {
        const isOpen = response.broken && index === blocks.length - 1;
        return eventsOf(block, index, isOpen);
      }),
      ...(response.broken
        ? []
        : [{ type: 'message_delta', delta: end, usage }, { type: 'message_stop' }]),
    ].map((event) => ({ event: event.type, data: JSON.stringify(event) }));
    if (!BEDROCK.test(url)) return { mediaType: 'text/event-stream', events };
    return { mediaType: 'application/vnd.amazon.eventstream', events: events.map(frameOf) };
  },

  writeError({ status, message }, url) {
    if (BEDROCK.test(url)) return { json: { message } };
    const other = status < 500 ? 'invalid_request_error' : 'api_error';
    return { json: { type: 'error', error: { type: ERROR_TYPES[status] ?? other, message } } };
  },
};

function writeRequest(request: WrittenRequest): JsonObject {
  const { url, model, stream, system, messages, tools, serverTools, reasoning } = request;
  const isOfAmazon = BEDROCK.test(url);
  const isOfGoogle = VERTEX.test(url);
  const functions = tools.map(({ name, parameters }) => ({
    name,
    description: `Runs ${name}.`,
    input_schema: parameters,
  }));
  const toolsets =
    serverTools.length > 0 ? [{ type: 'mcp_toolset', mcp_server_name: MCP.name }] : [];
  const all = [...functions, ...toolsets];
  return compact({
    anthropic_version: isOfAmazon
      ? 'bedrock-2023-05-31'
      : isOfGoogle
        ? 'vertex-2023-10-16'
        : undefined,
    model: isOfAmazon || isOfGoogle ? undefined : model,
    max_tokens: 4096,
    system,
    messages: messages.flatMap(messagesOf),
    tools: all.length > 0 ? all : undefined,
    mcp_servers: serverTools.length > 0 ? [MCP] : undefined,
    thinking:
      reasoning && messages.every(mayThink) ? { type: 'enabled', budget_tokens: 1024 } : undefined,
    stream: isOfAmazon ? undefined : stream,
  });
}

/**
 * Tells whether thinking may be enabled with a message: calls that are sent back must then begin with it.
 * https://docs.claude.com/en/docs/build-with-claude/extended-thinking
 */
function mayThink(message: WrittenMessage): boolean {
  if (message.role === 'user') return true;
  const [first] = message.response.steps;
  return callsOf(message.response).length === 0 || first!.reasoning.length > 0;
}

/** Writes a message; that of an answer without content is left out, which the API would refuse. */
function messagesOf(message: WrittenMessage): JsonObject[] {
  if (message.role === 'user') return [{ role: 'user', content: message.text }];
  const { response } = message;
  const blocks = response.steps.flatMap((step) => blocksOf(step, response.number));
  const content = blocks.map(({ whole }) => whole()).filter((block) => block['text'] !== '');
  const results = callsOf(response)
    .filter(({ providerExecuted }) => !providerExecuted)
    .map(({ id, result }) => ({
      type: 'tool_result',
      tool_use_id: id,
      content: resultText(result),
    }));
  return [
    ...(content.length > 0 ? [{ role: 'assistant', content }] : []),
    ...(results.length > 0 ? [{ role: 'user', content: results }] : []),
  ];
}

/** A block of content. */
interface Block {
  /** The block as it starts. */
  start: JsonObject;
  deltas: JsonObject[];
  /** The last delta of a complete block, such as a signature. */
  last?: JsonObject;
  /** The block as a whole. Arguments are parsed there alone: they may break off in a stream. */
  whole: () => JsonObject;
}

function blocksOf({ reasoning, text, calls }: WrittenStep, number: number): Block[] {
  const blocks: Block[] = [];
  if (reasoning.length > 0) {
    const signature = btoa(`signature of response ${number}`);
    blocks.push({
      start: { type: 'thinking', thinking: '', signature: '' },
      deltas: reasoning.map((thinking) => ({ type: 'thinking_delta', thinking })),
      last: { type: 'signature_delta', signature },
      whole: () => ({ type: 'thinking', thinking: reasoning.join(''), signature }),
    });
  }
  if (text.length > 0) {
    blocks.push({
      start: { type: 'text', text: '' },
      deltas: text.map((piece) => ({ type: 'text_delta', text: piece })),
      whole: () => ({ type: 'text', text: text.join('') }),
    });
  }
  return [...blocks, ...calls.flatMap(callBlocks)];
}

function callBlocks(call: WrittenCall): Block[] {
  const { id, name, fragments, providerExecuted, result } = call;
  const base = providerExecuted
    ? { type: 'mcp_tool_use', id, name, server_name: MCP.name }
    : { type: 'tool_use', id, name };
  const block: Block = {
    start: { ...base, input: {} },
    deltas: ['', ...fragments].map((json) => ({ type: 'input_json_delta', partial_json: json })),
    whole: () => ({ ...base, input: argumentsObject(call) }),
  };
  if (!providerExecuted || result === undefined) return [block];
  const content = [{ type: 'text', text: resultText(result) }];
  const whole = { type: 'mcp_tool_result', tool_use_id: id, is_error: false, content };
  return [block, { start: whole, deltas: [], whole: () => whole }];
}

function eventsOf({ start, deltas, last }: Block, index: number, isOpen: boolean) {
  const all = [...deltas, ...(last && !isOpen ? [last] : [])];
  return [
    { type: 'content_block_start', index, content_block: start },
    ...all.map((delta) => ({ type: 'content_block_delta', index, delta })),
    ...(isOpen ? [] : [{ type: 'content_block_stop', index }]),
  ];
}

/** Wraps an event as Amazon does. */
function frameOf({ data }: EventContent): EventContent {
  return { event: 'chunk', data: JSON.stringify({ bytes: btoa(toBinary(bodyBytes(data))) }) };
}

function finishOf(response: WrittenResponse): string {
  const isToolUse = callsOf(response).some(({ providerExecuted }) => !providerExecuted);
  return response.finish ?? (isToolUse ? 'tool_use' : 'end_turn');
}

function usageOf({ input, output }: AnswerUsage): JsonObject {
  return { input_tokens: input, output_tokens: output };
}
