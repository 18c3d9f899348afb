import type { Cassette } from '../cassette/cassette.ts';
import type { AppRequest } from '../playhead/app-request.ts';
import { createArrivals } from '../playhead/arrivals.ts';
import { createPlayhead, type Pacing, type Playhead } from '../playhead/playhead.ts';
import { toAppRequest } from '../playhead/request-context.ts';
import type { CommandReply, SendCommand } from '../playhead/stream/stream-mirror.ts';
import { createStreamRecord, type StreamRecord } from '../playhead/stream/stream.ts';
import { parseTimeout } from '../playhead/timeout.ts';
import { transcriptOf } from '../playhead/transcript-so-far.ts';
import { unusedOf } from '../playhead/unused.ts';
import type { Command, CompletionRequest, Notice, NoticeReply } from '../player/channel.ts';
import { createPlayer, type Player } from '../player/player.ts';
import { sentAtOnce } from '../player/sent-at-once.ts';
import { createReplay, type Reply, type ReplayOptions } from '../replay/replay.ts';
import { clock } from '../stream/clock.ts';
import { atPace, checkTiming, playedChunking } from '../stream/timing.ts';
import { PlayheadError } from '../util/error.ts';
import { noRequest, unusedError } from './explain-requests.ts';
import { noReport, supplyDirectly } from './in-process.ts';

export interface HeldStreamsOptions extends ReplayOptions, Pacing {
  /** How long to wait for the app, in milliseconds; 0: without a limit. */
  timeout: number;
}

export interface HeldStreams {
  replay: ReturnType<typeof createReplay>;
  player: Player;
  playhead: Playhead;
  /** @throws PlayheadError `miss`, `unused` */
  assertAllUsed: () => void;
  close: () => void;
}

/**
 * Plays the streams of one test in the process of the app, and takes the test's commands.
 * @param settle waits until all has been rendered; false where that never ends
 */
export function createHeldStreams(
  cassettes: readonly Cassette[],
  { pace, chunking, timeout, ...options }: HeldStreamsOptions,
  settle: () => Promise<boolean>,
): HeldStreams {
  const pacing = { pace, chunking };
  const replay = createReplay(cassettes, options);
  checkTiming(replay.recordings, pacing);
  const kept: Kept = { streams: [], requests: [], arrivals: createArrivals(), missed: undefined };
  const { streams, requests, arrivals } = kept;
  const player = createPlayer({
    notify: async (notice) => receive(notice),
    settle,
    ...clock,
    unreadMs: parseTimeout(timeout) ?? Infinity,
  });

  const send = async (command: Command): Promise<CommandReply> => {
    const result = await player.run(command);
    return { type: 'result', result: result! }; // all streams of this test are played here
  };
  let isClosed = false;
  const answer = createAnswer(replay, kept, { pacing, send, timeoutMs: timeout });

  function receive(notice: Notice): NoticeReply | undefined {
    switch (notice.type) {
      case 'request':
        return isClosed ? undefined : answer(notice.request);
      case 'events':
        return { events: streams[notice.stream]!.mirror.supply.next(notice.from) };
      case 'state':
        streams[notice.state.stream]!.mirror.dispatch(notice);
        return undefined;
      case 'exchange': // nothing is recorded
        return undefined;
      default:
        return notice satisfies never;
    }
  }

  const playhead = createPlayhead({
    reporter: noReport,
    pacing,
    streams,
    requests,
    recordings: replay.recordings,
    readTranscript: () => transcriptOf(streams, options.protocol),
    nextStream: (ms) => arrivals.next(ms, (waitedMs) => noRequest(waitedMs, streams)),
    timeoutMs: timeout,
  });

  return {
    replay,
    player,
    playhead,
    assertAllUsed() {
      if (kept.missed) throw kept.missed;
      const unused = unusedOf(replay.recordings, streams);
      if (unused.length > 0) throw unusedError(replay.recordings.length, unused, streams);
    },
    close() {
      isClosed = true;
      const message = 'Cannot get the next stream: the playhead is closed.';
      arrivals.failWaits(new PlayheadError('ended', message));
      player.stop(new Error('The test has ended.'));
    },
  };
}

/** What is known of the requests of a test. */
interface Kept {
  streams: StreamRecord[];
  requests: AppRequest[];
  arrivals: ReturnType<typeof createArrivals>;
  /** The error of the first request that was not recorded. */
  missed: PlayheadError | undefined;
}

interface AnswerContext {
  pacing: Pacing;
  send: SendCommand;
  timeoutMs: number;
}

/** Creates what answers the requests of a test, and keeps what is known of them. */
function createAnswer(
  replay: HeldStreams['replay'],
  kept: Kept,
  { pacing, send, timeoutMs }: AnswerContext,
) {
  const { streams, requests, arrivals } = kept;

  function answer(request: CompletionRequest): NoticeReply {
    const reply = replay.respond(request);
    requests.push(toAppRequest(request, { replay, reply, streams }));
    if ('miss' in reply) {
      kept.missed ??= new PlayheadError('miss', reply.miss.message);
      arrivals.failWaits(kept.missed);
      return reply;
    }
    return 'sideCall' in reply ? { send: sentAtOnce(reply.delivery) } : { play: start(reply) };
  }

  function start(matched: Reply) {
    const held = pacing.pace === 'manual';
    const delivery = atPace(matched.delivery, pacing.pace);
    const number = streams.length;
    const stream = createStreamRecord({
      number,
      reply: { ...matched, delivery },
      paced: !held,
      send,
      createSupply: supplyDirectly,
      reporter: noReport,
      fromWorker: false,
      release: () => replay.release(matched.recording),
      findCancelled: undefined,
      timeoutMs,
    });
    streams.push(stream);
    arrivals.add(stream);
    return {
      stream: number,
      response: stream.mirror.supply.responseFrom(0, 0),
      pace: pacing.pace === 'manual' ? ('instant' as const) : pacing.pace,
      chunking: playedChunking(delivery, pacing.chunking),
      held,
    };
  }

  return answer;
}
