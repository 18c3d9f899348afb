import { HttpResponse } from 'msw';
import { missResponse, playDelivery, responseOf } from '../msw/response.ts';
import type { DeliveryHead } from '../stream/delivery.ts';
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
  type StreamState,
} from './channel.ts';
import { clock } from './settling/clock.ts';
import type { Settle } from './settling/settle.ts';

/** Sees what the app reads of one response. */
export interface ReadProgress {
  /** Is the app waiting for more than it was given? */
  readonly wantsMore: boolean;
  /** Has it been given all steps before this position? */
  delivered(position: number): boolean;
  /** Resolves when the app has done with all steps before this position. */
  read(position: number): Promise<void>;
}

/** Where a request comes from, and how to see what its app reads. */
export interface RequestOrigin {
  fromWorker: boolean;
  progressOf(playback: Playback): ReadProgress;
}

/** The streams that this document plays. */
export interface Streams {
  /** Asks the test for the answer and plays it. */
  respond: (request: Request, origin: RequestOrigin) => Promise<Response>;
  run: (command: Command) => Promise<CommandResult | undefined>;
  /** Where the one that began last stands. */
  playing: () => StreamCursor | undefined;
}

interface Stream {
  number: number;
  playback: Playback;
  reading: ReadProgress;
  /** Of the response, until it has begun. */
  head: DeliveryHead | undefined;
  /** Lets the head of the response go. */
  answer: () => void;
}

/** An app that has not asked for what it was sent within this time has stopped reading. */
const UNREAD_MS = 5000;
/** How often to look again at a stream that goes at a pace of its own. */
const PACE_MS = 100;

export function createStreams(
  notify: (notice: PageEvent) => Promise<AppReply | undefined>,
  settle: Settle,
): Streams {
  const streams = new Map<number, Stream>();

  function begin(play: StartStream, request: Request, origin: RequestOrigin): Promise<Response> {
    return new Promise((resolve) => {
      const { stream: number, delivery, pace, chunking, held } = play;
      const limit = held ? 0 : Infinity;
      const drained = () => stream.reading.read(playback.total);
      const options = { pace, chunking, sleep: clock.sleep, limit, drained };
      const playback = playDelivery(delivery, request, options);
      let respond: typeof resolve | undefined = resolve;
      const stream: Stream = {
        number,
        playback,
        reading: origin.progressOf(playback),
        head: delivery.head,
        answer() {
          respond?.(responseOf(stream.head, playback, request));
          respond = undefined;
          if (!stream.head) playback.stop('failed', new TypeError('Failed to fetch'));
        },
      };
      streams.set(number, stream);
      void playback.ended.then(() => {
        stream.answer();
        return notify({ type: 'changed', state: stateOf(stream) }).catch(() => undefined);
      });
      if (!held) stream.answer();
    });
  }

  return {
    async respond(request, origin) {
      const { method, url } = request;
      const { [CALLER_HEADER]: _caller, ...headers } = Object.fromEntries(request.headers);
      const body = await request.clone().text();
      const call: CompletionRequest = { method, url, headers, body, fromWorker: origin.fromWorker };
      const answer = await notify({ type: 'asked', call });
      if (!answer) return HttpResponse.error();
      return 'miss' in answer
        ? missResponse(answer.miss, request)
        : begin(answer.play, request, origin);
    },
    async run(command) {
      const stream = streams.get(command.stream);
      if (!stream) return undefined;
      const rendered = await execute(stream, command, settle);
      return { state: stateOf(stream), rendered };
    },
    playing() {
      const last = [...streams.values()].at(-1);
      return last && { stream: last.number, position: last.playback.position };
    },
  };
}

async function execute(
  stream: Stream,
  command: Command,
  settle: Settle,
): Promise<CommandResult['rendered']> {
  const { playback } = stream;
  switch (command.type) {
    case 'look':
      return 'settled';
    case 'hold':
      playback.hold();
      if (playback.limit <= playback.position) return 'settled';
      return waitUntilRead(stream, playback.limit, settle);
    case 'replace': {
      const { from, rest } = command;
      stream.head = rest.head;
      playback.replace(from, rest.events, rest.end);
      break;
    }
    case 'release':
      break;
    default:
      command satisfies never;
  }
  const position = Math.min(command.position, playback.last);
  playback.release(position);
  stream.answer();
  return waitUntilRead(stream, position, settle);
}

/** Waits until the app has read so far, and the page has rendered it. */
async function waitUntilRead(
  stream: Stream,
  position: number,
  settle: Settle,
): Promise<CommandResult['rendered']> {
  const refused = await isRefused(stream, settle);
  if (!refused && !(await hasRead(stream.playback, stream.reading, position, settle))) {
    return 'unread';
  }
  const settled = await settle();
  return refused ? 'refused' : settled ? 'settled' : 'restless';
}

/**
 * Of a refused connection there is nothing to read, and of a refused request, or an answer that a
 * fault has spoilt from its head on, few apps read all.
 */
async function isRefused({ playback, reading, head }: Stream, settle: Settle): Promise<boolean> {
  if (playback.end?.how === 'failed') return true;
  if (!head || (head.code < 400 && !head.altered)) return false;
  await hasRead(playback, reading, 0, settle); // the head has arrived
  await settle();
  return !reading.wantsMore;
}

/** Waits until the app has read; false where it does not ask for what it was sent. */
async function hasRead(
  playback: Playback,
  reading: ReadProgress,
  position: number,
  settle: Settle,
): Promise<boolean> {
  const read = reading.read(position).then(() => true);
  if (await inTime(read, clock.idle(UNREAD_MS))) return true;
  const last = Math.min(position, playback.total);
  const wait = async (): Promise<boolean> => {
    const sent = playback.position;
    if (await inTime(read, settle())) return true;
    // Held in the meantime: it does not come to this position.
    if (playback.limit < position && playback.position >= playback.limit) return true;
    // The page rests, and the app asks for no more: it may have all it wants.
    if (reading.delivered(last) && !reading.wantsMore) return true;
    const stopped = new AbortController();
    const late = clock.sleep(reading.wantsMore ? PACE_MS : UNREAD_MS, stopped.signal);
    const done = await inTime(read, late);
    stopped.abort();
    if (done) return true;
    return (reading.wantsMore || playback.position > sent) && wait();
  };
  return wait();
}

async function inTime(done: Promise<boolean>, late: Promise<unknown>): Promise<boolean> {
  return Promise.race([done, late.then(() => false)]);
}

function stateOf({ number, playback }: Stream): StreamState {
  const { position, end: ending } = playback;
  return {
    stream: number,
    position,
    ...(ending && { ending: ending.how }),
    ...(ending?.how === 'cancelled' && { reason: String(ending.reason) }),
  };
}
