import { HttpResponse } from 'msw';
import { missResponse, playDelivery } from '../msw/response.ts';
import type { Playback } from '../stream/playback.ts';
import {
  type AppReply,
  type CompletionRequest,
  CALLER_HEADER,
  type Command,
  type CommandResult,
  type PageEvent,
  type StartStream,
  type StreamCursor,
} from './channel.ts';
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
  notify: (event: PageEvent) => Promise<AppReply | undefined>,
  settle: Settle,
) {
  const streams = new Map<number, Stream>();

  function start(started: StartStream, request: Request, origin: RequestOrigin): Promise<Response> {
    return new Promise((resolve) => {
      const { delivery, pace, chunking, held } = started;
      const limit = held ? 0 : Infinity;
      const drained = () => stream.reading.read(playback.total);
      const options = { pace, chunking, sleep: clock.sleep, limit, drained };
      const playback = playDelivery(delivery, request, options);
      const stream = createStream(started, playback, origin.progressOf(playback), request, resolve);
      streams.set(started.stream, stream);
      void playback.ended.then(() => {
        stream.begin();
        return notify({ type: 'state', state: stream.state() }).catch(() => undefined);
      });
      if (!held) stream.begin();
    });
  }

  /** Asks the test for the answer and plays it. */
  async function respond(request: Request, origin: RequestOrigin): Promise<Response> {
    const { method, url } = request;
    const { [CALLER_HEADER]: _caller, ...headers } = Object.fromEntries(request.headers);
    const body = await request.clone().text();
    const { fromWorker } = origin;
    const sent: CompletionRequest = { method, url, headers, body, fromWorker };
    const reply = await notify({ type: 'request', request: sent });
    if (!reply) return HttpResponse.error();
    if ('miss' in reply) return missResponse(reply.miss, request);
    return start(reply.play, request, origin);
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
      return sendUpTo(stream, command.position, settle);
    case 'fail':
      stream.replace(command);
      return sendUpTo(stream, command.position, settle);
    case 'finish': {
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
