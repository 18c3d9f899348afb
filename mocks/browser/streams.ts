import { HttpResponse } from 'msw';
import { missResponse } from '../msw/response.ts';
import { Playback } from '../stream/playback.ts';
import {
  type CompletionRequest,
  CALLER_HEADER,
  type Command,
  type CommandResult,
  type EventBatch,
  type NoticeReply,
  type PageEvent,
  type StartStream,
  type StreamCursor,
} from './channel.ts';
import { createEventFeed } from './event-feed.ts';
import type { ReadProgress } from './read-progress.ts';
import { clock } from './settling/clock.ts';
import type { Settle } from './settling/settle.ts';
import { createStream, type Stream } from './stream.ts';
import { waitUntilRead } from './wait-until-read.ts';

/** Where a request comes from, and how to see what its app reads. */
export interface RequestOrigin {
  fromWorker: boolean;
  progressOf(playback: Playback): ReadProgress;
}

export type Streams = ReturnType<typeof createStreams>;

/** Keeps the streams that this document plays. */
export function createStreams(
  notify: (event: PageEvent) => Promise<NoticeReply | undefined>,
  settle: Settle,
) {
  const streams = new Map<number, Stream>();

  function start(started: StartStream, request: Request, origin: RequestOrigin): Promise<Response> {
    return new Promise((resolve) => {
      const { stream: number, response, pace, chunking, held } = started;
      const feed = createEventFeed((from) => requestEvents(number, from));
      feed.give(response.events);
      const playback = new Playback([], {
        pace,
        chunking,
        end: response.end,
        limit: held ? 0 : Infinity,
        total: response.total,
        more: (from) => feed.next(from),
        signal: request.signal,
        drained: () => stream.reading.read(playback.total),
        sleep: clock.sleep,
      });
      const reading = origin.progressOf(playback);
      const stream = createStream(number, response, { playback, feed, reading, request }, resolve);
      streams.set(number, stream);
      void playback.ended.then(() => {
        stream.begin();
        return notify({ type: 'state', state: stream.state() }).catch(() => undefined);
      });
      if (!held) stream.begin();
    });
  }

  async function requestEvents(stream: number, from: number): Promise<EventBatch> {
    const reply = await notify({ type: 'events', stream, from });
    if (reply && 'events' in reply) return reply.events;
    throw new TypeError('network error'); // the test is over
  }

  /** Asks the test for the answer and plays it. */
  async function respond(request: Request, origin: RequestOrigin): Promise<Response> {
    const { method, url } = request;
    const { [CALLER_HEADER]: _caller, ...headers } = Object.fromEntries(request.headers);
    const body = await request.clone().text();
    const { fromWorker } = origin;
    const sent: CompletionRequest = { method, url, headers, body, fromWorker };
    const reply = await notify({ type: 'request', request: sent });
    if (reply && 'miss' in reply) return missResponse(reply.miss, request);
    return reply && 'play' in reply ? start(reply.play, request, origin) : HttpResponse.error();
  }

  async function run(command: Command): Promise<CommandResult | undefined> {
    const stream = streams.get(command.stream);
    if (!stream) return undefined;
    const rendered = await execute(stream, command, settle);
    return { state: stream.state(), rendered };
  }

  /** Returns the position of the stream that began last. */
  function playing(): StreamCursor | undefined {
    const last = [...streams].at(-1);
    return last && { stream: last[0], position: last[1].playback.position };
  }

  return { respond, run, playing };
}

async function execute(
  stream: Stream,
  command: Command,
  settle: Settle,
): Promise<CommandResult['rendered']> {
  const { playback } = stream;
  switch (command.type) {
    case 'query':
      return 'settled';
    case 'hold':
      playback.hold();
      if (playback.limit <= playback.position) return 'settled';
      return waitUntilRead(stream, playback.limit, settle);
    case 'step':
      stream.feed.give(command.events);
      return sendUpTo(stream, command.position, settle);
    case 'fail':
      stream.replace(command);
      return sendUpTo(stream, command.position, settle);
    case 'finish': {
      stream.feed.give(command.events);
      const rendered = await sendUpTo(stream, playback.last, settle);
      const sentAll = playback.limit >= playback.last && playback.position === playback.total;
      if (rendered === 'refused' || (rendered !== 'unread' && sentAll)) stream.complete();
      return rendered;
    }
    default:
      return command satisfies never;
  }
}

function sendUpTo(
  stream: Stream,
  position: number,
  settle: Settle,
): Promise<CommandResult['rendered']> {
  const to = Math.min(position, stream.playback.last);
  stream.playback.release(to);
  stream.begin();
  return waitUntilRead(stream, to, settle);
}
