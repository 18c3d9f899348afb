import type { ProtocolDeclaration } from '../protocols/declared/declaration.ts';
import type { WireEvent } from '../wire/event.ts';
import { sse } from '../wire/sse.ts';

/** Events of an own back end, as it sends them, and how they are declared. */
export interface Envelope {
  declared: ProtocolDeclaration;
  events: readonly WireEvent[];
  request: unknown;
  /** What the events say. */
  turn: object;
  /** What the request says last. */
  question: string;
}

const lines = (...all: unknown[]) => all.map((each) => ({ raw: '', data: JSON.stringify(each) }));
const QUESTION = 'Is it warm?';
const SAID = { text: 'Rather warm.', reasoning: '', toolCalls: [] };
const user = { role: 'user', content: QUESTION };
const weather = {
  id: 'a1',
  name: 'weather',
  argumentsText: '{"city":"Oslo"}',
  arguments: { city: 'Oslo' },
};

/** Envelopes as back ends of chat products have them, without the fields that say nothing here. */
export const ENVELOPES: Readonly<Record<string, Envelope>> = {
  'a type and a token': {
    declared: {
      name: 'tokens',
      text: { when: { type: 'token' }, path: 'token' },
      done: { when: { type: 'end' } },
      error: { when: { type: 'error' }, path: 'message' },
    },
    events: lines(
      { type: 'start', id: 'x' },
      { type: 'token', token: 'Rather ' },
      { type: 'token', token: 'warm.' },
      { type: 'end' },
    ),
    request: { messages: [user] },
    turn: { ...SAID, finish: 'stop' },
    question: QUESTION,
  },
  'lines with subtypes, and tools of the back end': {
    declared: {
      name: 'updates',
      mediaType: 'application/jsonl',
      text: { when: { type: 'stream' }, path: 'token' },
      reasoning: { when: { type: 'reasoning', subtype: 'stream' }, path: 'token' },
      toolCall: {
        when: { type: 'tool', subtype: 'call' },
        id: 'uuid',
        name: 'call.name',
        arguments: 'call.parameters',
      },
      toolResult: { when: { type: 'tool', subtype: 'result' }, id: 'uuid', path: 'result' },
      done: { when: { type: 'finalAnswer' } },
      question: 'inputs',
    },
    events: lines(
      { type: 'status', status: 'started' },
      { type: 'reasoning', subtype: 'stream', token: 'Let me look.' },
      {
        type: 'tool',
        subtype: 'call',
        uuid: 'a1',
        call: { name: 'weather', parameters: { city: 'Oslo' } },
      },
      { type: 'tool', subtype: 'result', uuid: 'a1', result: { celsius: 21 } },
      { type: 'stream', token: 'Rather ' },
      { type: 'stream', token: 'warm.' },
      { type: 'finalAnswer', text: 'Rather warm.', interrupted: false },
    ),
    request: { id: 'c1', inputs: QUESTION },
    turn: {
      text: 'Rather warm.',
      reasoning: 'Let me look.',
      toolCalls: [{ ...weather, result: '{"celsius":21}', providerExecuted: true }],
      finish: 'stop',
    },
    question: QUESTION,
  },
  'pairs of message and metadata': {
    declared: {
      name: 'graph',
      text: { event: 'messages', when: { '[1].node': 'agent' }, path: '[0].content' },
      done: { event: 'end' },
      messages: 'input.messages',
    },
    events: sse.split(
      'event: metadata\ndata: {"run_id":"r1"}\n\n' +
        'event: messages\ndata: [{"content":"A plan","type":"chunk"},{"node":"planner"}]\n\n' +
        'event: messages\ndata: [{"content":"Rather ","type":"chunk"},{"node":"agent"}]\n\n' +
        'event: messages\ndata: [{"content":"warm.","type":"chunk"},{"node":"agent"}]\n\n' +
        'event: end\ndata: null\n\n',
    ),
    request: { input: { messages: [{ type: 'human', content: QUESTION }] } },
    turn: { ...SAID, finish: 'stop' },
    question: QUESTION,
  },
  'chunks with a flag for the last one': {
    declared: {
      name: 'flags',
      text: { when: { type: 'textResponseChunk' }, path: 'textResponse' },
      done: { when: { close: true } },
      error: { when: { type: 'abort' }, path: 'error' },
      question: 'message',
    },
    events: lines(
      { type: 'textResponseChunk', textResponse: 'Rather ', close: false, error: false },
      { type: 'textResponseChunk', textResponse: 'warm.', close: false, error: false },
      { type: 'finalizeResponseStream', textResponse: '', close: true, error: false },
    ),
    request: { message: QUESTION, mode: 'chat' },
    turn: { ...SAID, finish: 'stop' },
    question: QUESTION,
  },
  'one of two kinds of answers, and metadata at the end': {
    declared: {
      name: 'workflow',
      text: { when: { event: ['message', 'agent_message'] }, path: 'answer' },
      done: { when: { event: 'message_end' } },
      usage: { when: { event: 'message_end' }, path: 'metadata.usage' },
      error: { when: { event: 'error' }, path: 'message' },
      question: 'query',
    },
    events: lines(
      { event: 'message', answer: 'Rather ', conversation_id: 'c' },
      { event: 'agent_message', answer: 'warm.', conversation_id: 'c' },
      { event: 'message_end', metadata: { usage: { total_tokens: 5 } } },
    ),
    request: { query: QUESTION, conversation_id: 'c', inputs: {} },
    turn: { ...SAID, finish: 'stop', usage: { total_tokens: 5 } },
    question: QUESTION,
  },
  'event names and plain text': {
    declared: {
      name: 'plain-text',
      text: { event: 'token' },
      done: { event: 'done' },
      error: { event: 'error' },
    },
    events: sse.split(
      'event: token\ndata: Rather \n\nevent: token\ndata: warm.\n\nevent: done\ndata:\n\n',
    ),
    request: { messages: [{ role: 'user', parts: [{ type: 'text', text: QUESTION }] }] },
    turn: { ...SAID, finish: 'stop' },
    question: QUESTION,
  },
  'plain text and a mark for the end': {
    declared: { name: 'text-alone', text: {}, done: { data: '[END]' }, question: 'prompt' },
    events: sse.split('data: Rather \n\ndata: "warm."\n\ndata: [END]\n\n'),
    request: { prompt: QUESTION },
    turn: { ...SAID, finish: 'stop' },
    question: QUESTION,
  },
  'typed parts with fragments of arguments': {
    declared: {
      name: 'typed-parts',
      text: { when: { type: 'text-delta' }, path: 'delta' },
      reasoning: { when: { type: 'reasoning-delta' }, path: 'delta' },
      toolCall: { when: { type: 'tool-start' }, id: 'toolCallId', name: 'toolName' },
      toolArguments: { when: { type: 'tool-delta' }, id: 'toolCallId', path: 'inputDelta' },
      toolResult: { when: { type: 'tool-output' }, id: 'toolCallId', path: 'output' },
      done: { when: { type: 'finish' }, path: 'reason' },
    },
    events: lines(
      { type: 'tool-start', toolCallId: 'a1', toolName: 'weather' },
      { type: 'tool-delta', toolCallId: 'a1', inputDelta: '{"city":' },
      { type: 'tool-delta', toolCallId: 'a1', inputDelta: '"Oslo"}' },
      { type: 'tool-output', toolCallId: 'a1', output: '21 C' },
      { type: 'text-delta', delta: 'Rather ' },
      { type: 'text-delta', delta: 'warm.' },
      { type: 'finish', reason: 'end' },
    ),
    request: { messages: [user] },
    turn: {
      text: 'Rather warm.',
      reasoning: '',
      toolCalls: [{ ...weather, result: '21 C', providerExecuted: true }],
      finish: 'end',
    },
    question: QUESTION,
  },
  'deltas with lists of calls that the app runs': {
    declared: {
      name: 'flat-deltas',
      mediaType: 'application/x-ndjson',
      text: 'delta.content',
      toolCall: { list: 'delta.calls', id: 'id', name: 'tool', arguments: 'input' },
      done: 'stop_reason',
      usage: 'usage',
    },
    events: lines(
      { delta: { content: 'Rather ' } },
      {
        delta: {
          content: 'warm.',
          calls: [{ id: 'a1', tool: 'weather', input: { city: 'Oslo' } }],
        },
      },
      { delta: {}, stop_reason: null },
      { stop_reason: 'tools', usage: { input: 3, output: 4 } },
    ),
    request: { model: 'm', messages: [user] },
    turn: {
      text: 'Rather warm.',
      reasoning: '',
      toolCalls: [weather],
      finish: 'tools',
      usage: { input: 3, output: 4 },
    },
    question: QUESTION,
  },
};
