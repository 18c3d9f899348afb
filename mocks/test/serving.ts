import { randomBytes } from 'node:crypto';
import { onTestFinished } from 'vitest';
import type { Cassette } from '../cassette/cassette.ts';
import { createJsonChannel, type JsonChannel } from '../node/json-channel.ts';
import type { Command, CommandResult, CompletionRequest, StartStream } from '../player/channel.ts';
import type { SessionNotice, SessionReply } from '../player/session-channel.ts';
import { claimOf, type OwnsRequest } from '../playwright/fixture/claim.ts';
import { batchOf } from '../playwright/fixture/event-supply.ts';
import { sentAtOnce } from '../player/sent-at-once.ts';
import { connectToServer } from '../playwright/fixture/server-connection.ts';
import { createReplay } from '../replay/replay.ts';
import type { SideCalls } from '../replay/side-calls.ts';
import { type PlayheadServer, serve, type ServeOptions } from '../server/serve.ts';
import { user } from './samples.ts';

/** Serves on a free port until the test ends. */
export async function serving(options: ServeOptions = {}): Promise<PlayheadServer> {
  const server = await serve({ port: 0, ...options });
  onTestFinished(() => server.close());
  return server;
}

/** Sends a request for a completion. */
export function post(url: string, text = 'Hi', headers: Record<string, string> = {}) {
  const body = JSON.stringify({ model: 'model-a', messages: [user(text)], stream: true });
  return fetch(url, { method: 'POST', body, headers });
}

/** Asks for a completion; returns its text, else the status and the explanation. */
export async function ask(...request: Parameters<typeof post>): Promise<string> {
  const response = await post(...request);
  const text = await response.text();
  const pieces = [...text.matchAll(/"content":"(.*?)"/g)].map(([, piece]) => piece);
  if (response.ok) return pieces.join('');
  const { error } = JSON.parse(text) as { error: { message: string } };
  return `${response.status} ${error.message}`;
}

export interface ConnectedOptions {
  title?: string;
  cassette: Cassette;
  /** Default: the streams play by themselves. */
  held?: boolean;
  endpoint?: string;
  sideCalls?: SideCalls;
  /** Called for each request, in place of the cassette. */
  fails?: () => Promise<never>;
  owns?: OwnsRequest;
  /** Records all requests, in place of the cassette. */
  records?: boolean;
}

export interface Connected {
  id: string;
  /** What the server has told. */
  notices: SessionNotice[];
  channel: JsonChannel<Command, CommandResult | undefined>;
  close: () => Promise<void>;
}

/** Connects a test to a server by the real client, and answers from a cassette. */
export async function connected(
  { url }: PlayheadServer,
  options: ConnectedOptions,
): Promise<Connected> {
  const { title = 'a test', cassette, held = false, endpoint, sideCalls, owns, fails } = options;
  const { records = false } = options;
  const replay = createReplay([cassette], { endpoint, sideCalls });
  const id = randomBytes(16).toString('hex');
  const notices: SessionNotice[] = [];
  const streams: StartStream[] = [];

  function start(request: CompletionRequest): SessionReply {
    const reply = replay.respond(request);
    if ('miss' in reply) return reply;
    if ('sideCall' in reply) return { send: sentAtOnce(reply.delivery) };
    const { head, events, end } = reply.delivery;
    const { batch } = batchOf(events, 0, Infinity);
    const response = { head, end, total: events.length, events: batch };
    const [stream, pace, chunking] = [streams.length, 'instant', 'event'] as const;
    const play: StartStream = { stream, response, pace, chunking, held };
    streams.push(play);
    return { play };
  }

  function receive(notice: SessionNotice): SessionReply | Promise<never> {
    notices.push(notice);
    if (notice.type === 'claim')
      return claimOf(notice.request, { replay, ownsRequest: owns, records });
    if (notice.type === 'request' && records) return { record: 1 };
    if (notice.type === 'request') return fails ? fails() : start(notice.request);
    if (notice.type === 'events') return { events: streams[notice.stream]!.response.events! };
    return undefined;
  }

  const socket = await connectToServer(url, { id, title, models: ['model-a', title] });
  const channel = createJsonChannel<Command, CommandResult | undefined>(socket, receive);
  const close = () => {
    channel.close();
    return channel.closed;
  };
  onTestFinished(close);
  return { id, notices, channel, close };
}
