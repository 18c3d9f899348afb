import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import { DefaultChatTransport } from 'ai';
import { EventSourceParserStream } from 'eventsource-parser/stream';
import { io } from 'socket.io-client';
import { WebSocket } from 'ws';
import type { Line } from '../ndjson.ts';
import type { Message } from '../parts/message.ts';
import type { BackEndName } from '../start-back-end.ts';

/** Says whom a client asks, with which headers, and what cancels it. */
export interface Call {
  url: string;
  headers: Record<string, string>;
  signal: AbortSignal;
}

interface Chunk {
  choices: { delta: { content?: string } }[];
}

/** Asks each back end as a page does, and reads its own envelope. */
export const clients: Record<BackEndName, (call: Call) => AsyncIterable<Message>> = {
  async *'pass-through'(call) {
    const messages = [{ role: 'user', content: 'Hi' }];
    const response = await post(call, '/chat', { model: 'toy', stream: true, messages });
    for await (const { data } of events(response)) {
      if (data === '[DONE]') yield { type: 'done' };
      else {
        const text = (JSON.parse(data) as Chunk).choices[0]?.delta.content;
        if (text) yield { type: 'delta', text };
      }
    }
  },
  'own-sse': ownSse,
  async *ndjson(call) {
    const { body } = await post(call, '/chat', { text: 'Hi' });
    for await (const text of createInterface(Readable.fromWeb(body as never))) {
      const line = JSON.parse(text) as Line;
      if (line.type === 'token') yield { type: 'delta', text: line.token };
      else if (line.type === 'error') yield { type: 'failed', reason: line.error };
      else yield { type: 'done' };
    }
  },
  async *'ai-sdk'({ url, headers, signal }) {
    const chunks = await new DefaultChatTransport({ api: `${url}/chat`, headers }).sendMessages({
      trigger: 'submit-message',
      chatId: 'toy',
      messageId: undefined,
      messages: [{ id: 'question', role: 'user', parts: [{ type: 'text', text: 'Hi' }] }],
      abortSignal: signal,
    });
    for await (const chunk of chunks) {
      if (chunk.type === 'text-delta') yield { type: 'delta', text: chunk.delta };
      if (chunk.type === 'error') yield { type: 'failed', reason: chunk.errorText };
      if (chunk.type === 'finish') yield { type: 'done' };
    }
  },
  'socket-io': ({ url, headers, signal }) =>
    pushed((push) => {
      const socket = io(url, { extraHeaders: headers, forceNew: true });
      socket.onAny((type: string, data: object) => push({ type, ...data } as Message));
      socket.emit('ask', { text: 'Hi' });
      signal.addEventListener('abort', () => socket.disconnect());
    }),
  'web-socket': ({ url, headers, signal }) =>
    pushed((push) => {
      const socket = new WebSocket(`${url.replace('http', 'ws')}/socket`, { headers });
      socket.on('open', () => socket.send(JSON.stringify({ text: 'Hi' })));
      socket.on('message', (data: Buffer) => push(JSON.parse(data.toString()) as Message));
      signal.addEventListener('abort', () => socket.close());
    }),
  async *'event-source'(call) {
    yield* readRun(call, await startRun(call));
  },
  batched: ownSse,
  async *whole(call) {
    const response = await post(call, '/chat', { text: 'Hi' });
    const { text } = (await response.json()) as { text: string };
    yield { type: 'delta', text };
    yield { type: 'done' };
  },
};

async function* ownSse(call: Call): AsyncGenerator<Message> {
  yield* ownEvents(await post(call, '/chat', { text: 'Hi' }));
}

/** Starts a run of `event-source`, and gives its id. */
export async function startRun(call: Call): Promise<string> {
  const response = await post(call, '/runs', { text: 'Hi' });
  return ((await response.json()) as { id: string }).id;
}

/** Reads a run of `event-source`: all, or what comes after that event. */
export async function* readRun(
  { url, signal }: Call,
  run: string,
  lastEvent?: string,
): AsyncGenerator<Message> {
  const headers: HeadersInit = lastEvent === undefined ? {} : { 'Last-Event-ID': lastEvent };
  yield* ownEvents(await fetch(`${url}/runs/${run}/events`, { headers, signal }));
}

async function* ownEvents(response: Response): AsyncGenerator<Message> {
  for await (const { event, data } of events(response)) {
    yield { type: event, ...(JSON.parse(data) as object) } as Message;
  }
}

function events({ body }: Response) {
  return body!.pipeThrough(new TextDecoderStream()).pipeThrough(new EventSourceParserStream());
}

function pushed(listen: (push: (message: Message) => void) => void): ReadableStream<Message> {
  return new ReadableStream({ start: (stream) => listen((message) => stream.enqueue(message)) });
}

async function post(call: Call, path: string, body: object): Promise<Response> {
  const response = await fetch(`${call.url}${path}`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', ...call.headers },
    body: JSON.stringify(body),
    signal: call.signal,
  });
  if (!response.ok) throw new Error(await response.text());
  return response;
}
