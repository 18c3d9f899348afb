import type { Miss } from '../matching/miss.ts';
import type { DeliveryHead } from '../stream/delivery.ts';
import type { CapturedExchange } from '../record/exchange.ts';
import { connectionLost } from '../stream/network-errors.ts';
import { Playback } from '../stream/playback.ts';
import type {
  Command,
  CommandResult,
  CompletionRequest,
  EventBatch,
  ExchangeNotice,
  NoticeReply,
  SentAtOnce,
  StartStream,
  StreamCursor,
} from './channel.ts';
import { createEventFeed } from './event-feed.ts';
import type { Host } from './host.ts';
import { directProgress, type ReadProgress } from './read-progress.ts';
import { createPlayedStream, type PlayedStream } from './stream.ts';
import { waitUntilRead } from './wait-until-read.ts';

/** What an app gets to its request: a stream, whose head is absent where the connection is refused. */
export type PlayerResponse =
  | { head: DeliveryHead | undefined; playback: Playback }
  | { miss: Miss };

export interface RespondOptions {
  /** The request's: it aborts where the app does. */
  signal: AbortSignal;
  /** Sees what the app reads. Default: by the stream itself. */
  progressOf?: ((playback: Playback) => ReadProgress) | undefined;
  /**
   * Makes the request at the provider, to record it; undefined where the app aborts it before the response
   * is complete. Rejects with the whole message where it fails: `Cannot record POST …: <reason>. <Hint>.`
   */
  makeExchange: () => Promise<CapturedExchange | undefined>;
}

export type Player = ReturnType<typeof createPlayer>;

/** Creates what plays the streams of a test, in a page or in a server, and takes its commands. */
export function createPlayer(host: Host) {
  const streams = new Map<number, PlayedStream>();
  const pending = new Set<number>();

  function start(started: StartStream, options: RespondOptions): Promise<PlayerResponse> {
    return new Promise((resolve) => {
      const { stream: number, response, pace, chunking, held } = started;
      const feed = createEventFeed((from) => requestEvents(host, number, from));
      feed.give(response.events);
      const playback = new Playback([], {
        pace,
        chunking,
        end: response.end,
        limit: held ? 0 : Infinity,
        total: response.total,
        more: (from) => feed.next(from),
        signal: options.signal,
        drained: () => stream.reading.whenRead(playback.total),
        sleep: host.sleep,
      });
      const reading = (options.progressOf ?? directProgress)(playback);
      const stream = createPlayedStream(number, response, { playback, feed, reading }, (head) =>
        resolve({ head, playback }),
      );
      streams.set(number, stream);
      void playback.ended.then(() => {
        stream.begin();
        return host.notify({ type: 'state', state: stream.state() }).catch(() => undefined);
      });
      if (!held) stream.begin();
    });
  }

  /** Asks the test for the answer to a request, and plays it; undefined where the test is over. */
  async function respond(
    request: CompletionRequest,
    options: RespondOptions,
  ): Promise<PlayerResponse | undefined> {
    const first = await host.notify({ type: 'request', request });
    const isRecorded = first && 'record' in first;
    const reply = isRecorded ? await record(first.record, request, options) : first;
    if (reply && 'miss' in reply) return reply;
    if (reply && 'send' in reply) return sendAtOnce(reply.send, options);
    return reply && 'play' in reply ? start(reply.play, options) : undefined;
  }

  /** Asks the provider, and the test for what to play then: that, as if it had been recorded before. */
  async function record(number: number, request: CompletionRequest, options: RespondOptions) {
    pending.add(number);
    try {
      const outcome = await outcomeOf(options.makeExchange());
      const reply = await host.notify({ type: 'exchange', number, request, outcome });
      return 'exchange' in outcome ? reply : REFUSED;
    } finally {
      pending.delete(number);
    }
  }

  /** Runs a command; undefined where the stream is not played here. */
  async function run(command: Command): Promise<CommandResult | undefined> {
    const stream = streams.get(command.stream);
    if (!stream) return undefined;
    const rendered = await execute(stream, command, host);
    return { state: stream.state(), rendered };
  }

  /** Returns the position of the stream that began last. */
  function cursor(): StreamCursor | undefined {
    const last = [...streams].at(-1);
    return last && { stream: last[0], position: last[1].playback.position };
  }

  /** Ends all streams with an error: the test is over. */
  function stop(reason: unknown): void {
    for (const { playback } of streams.values()) playback.stop('failed', reason);
  }

  return { respond, run, cursor, stop, pendingRecordings: pending as ReadonlySet<number> };
}

async function requestEvents(host: Host, stream: number, from: number): Promise<EventBatch> {
  const reply = await host.notify({ type: 'events', stream, from });
  if (reply && 'events' in reply) return reply.events;
  throw connectionLost(); // the test is over
}

/** Refuses the connection. */
const REFUSED: NoticeReply = { send: { head: undefined, events: [] } };

async function outcomeOf(
  made: Promise<CapturedExchange | undefined>,
): Promise<ExchangeNotice['outcome']> {
  try {
    const exchange = await made;
    return exchange ? { exchange } : { aborted: true };
  } catch (error) {
    return { problem: error instanceof Error ? error.message : String(error) };
  }
}

/** Makes the answer that no test holds. */
export function sendAtOnce(
  { head, events }: SentAtOnce,
  { signal }: Pick<RespondOptions, 'signal'>,
): PlayerResponse {
  return { head, playback: new Playback(events, { signal }) };
}

async function execute(
  stream: PlayedStream,
  command: Command,
  host: Host,
): Promise<CommandResult['rendered']> {
  const { playback } = stream;
  switch (command.type) {
    case 'query':
      return 'settled';
    case 'hold':
      playback.hold();
      if (playback.limit <= playback.position) return 'settled';
      return waitUntilRead(stream, playback.limit, host);
    case 'step':
      stream.feed.give(command.events);
      return sendUpTo(stream, command.position, host);
    case 'fail':
      stream.replace(command);
      return sendUpTo(stream, command.position, host);
    case 'finish': {
      stream.feed.give(command.events);
      const rendered = await sendUpTo(stream, playback.last, host);
      const sentAll = playback.limit >= playback.last && playback.position === playback.total;
      if (rendered === 'body-ignored' || (rendered !== 'unread' && sentAll)) stream.complete();
      return rendered;
    }
    default:
      return command satisfies never;
  }
}

function sendUpTo(
  stream: PlayedStream,
  position: number,
  host: Host,
): Promise<CommandResult['rendered']> {
  const to = Math.min(position, stream.playback.last);
  stream.playback.release(to);
  stream.begin();
  return waitUntilRead(stream, to, host);
}
