import type { Cassette, Interaction, ProtocolDeclaration } from 'playhead';
import { graph } from '../readme/graph-protocol.ts';

/** A back end with an envelope of its own: how it is declared, and a conversation as it sends it. */
export interface OwnProtocol {
  declared: ProtocolDeclaration;
  /** What the plain page asks it by. */
  script: 'ask-by-event-names.js' | 'ask-by-lines.js' | 'ask-by-keys.js';
  cassette: Cassette;
}

const QUESTION = 'Add 2 and 3';
const asked = { role: 'user', content: QUESTION };
const PLAN = ['Let me', ' add these.'];
const ANSWER = ['The sum', ' of both', ' is 5.'];

/** Server-sent events with names; the page sends all messages. */
const eventNames: OwnProtocol = {
  declared: {
    name: 'event-names',
    text: { event: 'token', path: 't' },
    done: { event: 'end' },
    error: { event: 'failure', path: 'reason' },
  },
  script: 'ask-by-event-names.js',
  cassette: cassetteOf('event-names', 'text/event-stream', [
    exchange('/api/assistant', { messages: [asked] }, [
      'event: start\ndata: {"id":"r1"}\n\n',
      ...ANSWER.map((t) => `event: token\ndata: ${JSON.stringify({ t })}\n\n`),
      'event: end\ndata: {}\n\n',
    ]),
  ]),
};

/** Lines with a nested kind; the back end keeps the conversation, and runs the tools. */
const nestedLines: OwnProtocol = {
  declared: {
    name: 'nested-lines',
    mediaType: 'application/x-ndjson',
    question: 'input',
    text: { when: { 'ev.kind': 'say' }, path: 'ev.text' },
    toolCall: { when: { 'ev.kind': 'call' }, id: 'ev.id', name: 'ev.tool', arguments: 'ev.input' },
    toolResult: { when: { 'ev.kind': 'result' }, id: 'ev.id', path: 'ev.output' },
    done: { when: { 'ev.kind': 'done' } },
  },
  script: 'ask-by-lines.js',
  cassette: cassetteOf('nested-lines', 'application/x-ndjson', [
    exchange(
      '/api/threads/run',
      { threadId: 't0', input: QUESTION },
      [
        ...PLAN.map((text) => ({ kind: 'say', text })),
        { kind: 'call', id: 'c1', tool: 'add', input: { a: 2, b: 3 } },
        { kind: 'result', id: 'c1', output: '5' },
        ...ANSWER.map((text) => ({ kind: 'say', text })),
        { kind: 'done' },
      ].map((ev) => `${JSON.stringify({ ev })}\n`),
    ),
  ]),
};

/** Flat server-sent events, each with one key; the page runs the tools. */
const keys: OwnProtocol = {
  declared: {
    name: 'keys',
    messages: 'chat.history',
    text: 'say',
    toolCall: { id: 'tool.id', name: 'tool.name' },
    toolArguments: { id: 'args.id', path: 'args.json' },
    done: 'stop',
  },
  script: 'ask-by-keys.js',
  cassette: cassetteOf('keys', 'text/event-stream', [
    exchange(
      '/api/complete',
      { chat: { history: [asked] } },
      [
        ...PLAN.map((say) => ({ say })),
        { tool: { id: 'k1', name: 'add' } },
        { args: { id: 'k1', json: '{"a":2,' } },
        { args: { id: 'k1', json: '"b":3}' } },
        { stop: 'tools' },
      ].map(dataOf),
    ),
    exchange(
      '/api/complete',
      {
        chat: {
          history: [
            asked,
            {
              role: 'assistant',
              content: PLAN.join(''),
              tool_calls: [{ id: 'k1', function: { name: 'add', arguments: '{"a":2,"b":3}' } }],
            },
            { role: 'tool', tool_call_id: 'k1', content: '5' },
          ],
        },
      },
      [...ANSWER.map((say) => ({ say })), { stop: 'end' }].map(dataOf),
    ),
  ]),
};

export const OWN_PROTOCOLS = { keys, eventNames, nestedLines };

/** A back end whose protocol is code, in graph-protocol.ts. */
export const codedProtocol = {
  protocol: graph,
  cassette: cassetteOf('graph', 'text/event-stream', [
    exchange('/api/graph', { input: { question: QUESTION } }, [
      'event: messages\ndata: [{"content":"A plan"},{"node":"planner"}]\n\n',
      ...ANSWER.map(
        (content) =>
          `event: messages\ndata: ${JSON.stringify([{ content }, { node: 'agent' }])}\n\n`,
      ),
      'event: end\ndata: null\n\n',
    ]),
  ]),
};

function dataOf(json: object): string {
  return `data: ${JSON.stringify(json)}\n\n`;
}

type Exchange = Pick<Interaction, 'request'> & { events: readonly string[] };

function exchange(path: string, body: object, events: readonly string[]): Exchange {
  const url = `http://chat.localhost${path}`;
  return { request: { method: 'POST', url, headers: {}, body: JSON.stringify(body) }, events };
}

function cassetteOf(file: string, type: string, exchanges: readonly Exchange[]): Cassette {
  const interactions = exchanges.map(({ request, events }, id): Interaction => ({
    id,
    request,
    response: { code: 200, headers: { 'Content-Type': [type] }, body: events.join('') },
  }));
  return { file, version: 2, interactions };
}
