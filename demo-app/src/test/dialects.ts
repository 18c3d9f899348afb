import { EventStreamCodec } from '@smithy/eventstream-codec';

/** The events with which a provider says `Half an` – ` answer`. */
export interface Dialect {
  contentType: string;
  /** Frames one document of a stream; a text that is no JSON as well. */
  frame: (document: string) => Uint8Array;
  /** The documents that say `Half an`. */
  half: readonly object[];
  /** Those that say the rest, and the end. */
  rest: readonly object[];
  /** An error in mid-stream. */
  error: object;
}

export const HALF = 'Half an';
export const ERROR = 'out of luck';

const utf8 = (text: string) => new TextEncoder().encode(text);
const sse = (document: string) => utf8(`data: ${document}\n\n`);
const EVENTS = { contentType: 'text/event-stream', frame: sse };

const choice = (delta: object, finish_reason: string | null = null) => ({
  id: 'c',
  choices: [{ index: 0, delta, finish_reason }],
});
const openai: Dialect = {
  ...EVENTS,
  half: [choice({ role: 'assistant', content: '' }), choice({ content: HALF })],
  rest: [choice({ content: ' answer' }), choice({}, 'stop')],
  error: { error: { message: ERROR, code: 502 } },
};

const response = (fields: object) => ({ id: 'r', created_at: 1, model: 'm', ...fields });
const item = { id: 'i', type: 'message', role: 'assistant', content: [] };
const at = { item_id: 'i', output_index: 0, content_index: 0 };
const responses: Dialect = {
  ...EVENTS,
  half: [
    { type: 'response.created', response: response({}) },
    { type: 'response.output_item.added', output_index: 0, item },
    { type: 'response.output_text.delta', ...at, delta: HALF },
  ],
  rest: [
    { type: 'response.output_text.delta', ...at, delta: ' answer' },
    { type: 'response.output_item.done', output_index: 0, item },
    {
      type: 'response.completed',
      response: response({ usage: { input_tokens: 1, output_tokens: 1 } }),
    },
  ],
  error: {
    type: 'error',
    sequence_number: 3,
    error: { type: 'server_error', code: 'server_error', message: ERROR, param: null },
  },
};

const usage = { input_tokens: 1, output_tokens: 1 };
const message = { id: 'm', type: 'message', role: 'assistant', model: 'c', content: [], usage };
const write = (text: string) => ({
  type: 'content_block_delta',
  index: 0,
  delta: { type: 'text_delta', text },
});
const claude = {
  half: [
    { type: 'message_start', message },
    { type: 'content_block_start', index: 0, content_block: { type: 'text', text: '' } },
    write(HALF),
  ],
  rest: [
    write(' answer'),
    { type: 'content_block_stop', index: 0 },
    { type: 'message_delta', delta: { stop_reason: 'end_turn' }, usage },
    { type: 'message_stop' },
  ],
  error: { type: 'error', error: { type: 'overloaded_error', message: ERROR } },
};
const anthropic: Dialect = { ...EVENTS, ...claude };

const AMAZON = 'application/vnd.amazon.eventstream';
const codec = new EventStreamCodec((bytes) => new TextDecoder().decode(bytes as Uint8Array), utf8);
const header = (value: string) => ({ type: 'string', value }) as const;
const bedrock: Dialect = {
  ...claude,
  contentType: AMAZON,
  frame: (document) =>
    codec.encode({
      headers: {
        ':event-type': header('chunk'),
        ':content-type': header('application/json'),
        ':message-type': header('event'),
      },
      body: utf8(JSON.stringify({ bytes: btoa(document) })),
    }),
};

/** Frames an exception of Bedrock itself: Amazon's frames have a form of their own for it. */
export function bedrockException(payload: string): Uint8Array {
  return codec.encode({
    headers: {
      ':exception-type': header('modelStreamErrorException'),
      ':content-type': header('application/json'),
      ':message-type': header('exception'),
    },
    body: utf8(payload),
  });
}

const candidate = (text: string, rest: object = {}) => ({
  candidates: [{ content: { role: 'model', parts: [{ text }] }, index: 0, ...rest }],
});
const google: Dialect = {
  ...EVENTS,
  half: [candidate(HALF)],
  rest: [candidate(' answer', { finishReason: 'STOP' })],
  error: { error: { code: 503, status: 'UNAVAILABLE', message: ERROR } },
};

const say = (content: string, rest: object = { done: false }) => ({
  model: 'q',
  created_at: '2025-01-01T00:00:00Z',
  message: { role: 'assistant', content },
  ...rest,
});
const ollama: Dialect = {
  contentType: 'application/x-ndjson',
  frame: (document) => utf8(`${document}\n`),
  half: [say(HALF)],
  rest: [say(' answer'), say('', { done: true, done_reason: 'stop' })],
  error: { error: ERROR },
};

const ui: Dialect = {
  ...EVENTS,
  half: [
    { type: 'start' },
    { type: 'start-step' },
    { type: 'text-start', id: '0' },
    { type: 'text-delta', id: '0', delta: HALF },
  ],
  rest: [
    { type: 'text-delta', id: '0', delta: ' answer' },
    { type: 'text-end', id: '0' },
    { type: 'finish-step' },
    { type: 'finish', finishReason: 'stop' },
  ],
  error: { type: 'error', errorText: ERROR },
};

/** One provider of each client library. */
export const DIALECTS: Readonly<Record<string, Dialect>> = {
  groq: openai,
  'openai-responses': responses,
  anthropic,
  'vertex-anthropic': anthropic,
  bedrock,
  google,
  'vertex-google': google,
  ollama,
  'ai-sdk-ui': ui,
};
