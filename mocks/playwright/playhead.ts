import type { Frame, Locator } from '@playwright/test';
import { type Answer, type AppCall, PAGE_OBJECT, type PageObject } from '../browser/channel.ts';
import { cassetteName } from '../cassette/cassette.ts';
import { PlayheadError } from '../error.ts';
import type { Fault } from '../faults/fault.ts';
import type { Strikes } from '../faults/strikes.ts';
import type { Answers } from '../match/answers.ts';
import type { Miss } from '../match/miss.ts';
import type { ProtocolName } from '../protocols/protocols.ts';
import type { Transcript } from '../protocols/transcript.ts';
import { checkChunking, type Chunking } from '../stream/chunking.ts';
import type { Delivery } from '../stream/delivery.ts';
import type { Pace } from '../stream/pace.ts';
import { type Call, createCall } from './call.ts';
import { whyGone } from './gone.ts';
import { orStuck } from './patience.ts';
import type { Abort, PlayheadStream } from './playhead-stream.ts';
import { record, type StreamRecording } from './quality/recording.ts';
import { createStream, type ReportStep, type StreamRecord } from './stream.ts';
import type { Target } from '../protocols/target.ts';
import { limitOf } from './timeout.ts';
import { told, upTo } from './told.ts';

/**
 * The test's hold on the streams of its browser context. `step`, `until`, `finish`, `fail`,
 * `aborted`, `position` and `remaining` are those of the stream that `nextStream` gave last; where
 * there is none, or it has ended, of the next one, which they wait for.
 */
export interface Playhead extends Omit<PlayheadStream, 'hold'> {
  /** From now on nothing goes out unless the test says so, as with `pace: 'manual'`. */
  hold(): Promise<void>;
  /** Cuts the responses that begin from now on in another way than the option `chunking` says. */
  setChunking(chunking: Chunking): void;
  /**
   * The next response, in the order of the app's requests, each once. With `pace: 'manual'` nothing
   * of it has been sent.
   * @param options.timeout how long to wait for the app to ask, in milliseconds, up to
   *   2,147,483,647; 0 for as long as the test may last. Default: 10,000
   */
  nextStream(options?: { timeout?: number }): Promise<PlayheadStream>;
  /** Begins to watch how well an element shows what streams, for `expect(…).toStreamWell()`. */
  record(element: Locator): Promise<StreamRecording>;
  /** What the app has asked so far. */
  readonly calls: readonly Call[];
  /** What the app has been told so far: the oracle for what must be on screen. */
  readonly transcript: Transcript;
}

/** What the fixture needs of a playhead besides. */
export interface Director {
  playhead: Playhead;
  readonly streams: readonly StreamRecord[];
  readonly misses: readonly Miss[];
  /** Faults of the carrier: they end the test. */
  readonly troubles: readonly string[];
  asked(call: AppCall, frame: Frame): Answer;
  readonly answers: Answers;
  /** The carrier cannot go on. */
  trouble(message: string): void;
  /** A frame has another document now, or is no more. */
  frameChanged: (frame: Frame) => void;
  /** The app has sent something elsewhere. */
  sentElsewhere(request: string): void;
  /** Something that must be done before the test ends. */
  finishLater(work: Promise<void>): void;
  /** The test is over: looks once more how far each stream is. */
  close(): Promise<void>;
}

interface DirectorOptions {
  answers: Answers;
  strikes: Strikes;
  pace: Pace | 'manual';
  chunking: Chunking;
  /** What the cassettes speak; undefined: each interaction tells. */
  protocol: ProtocolName | undefined;
  report: ReportStep;
  onRestless(url: string): void;
}

const TIMEOUT_MS = 10_000;
const SHOWN_ELSEWHERE = 5;

export function createDirector(options: DirectorOptions): Director {
  const { answers, strikes, report } = options;
  const streams: StreamRecord[] = [];
  const frames = new Map<StreamRecord, Frame>();
  const calls: Call[] = [];
  const misses: Miss[] = [];
  const troubles: string[] = [];
  const waiting = new Set<() => void>();
  const elsewhere: string[] = [];
  const work: Promise<void>[] = [];
  let closed = false;
  let { pace, chunking } = options;
  let given = 0;
  let current: StreamRecord | undefined;

  function wake(): void {
    for (const look of waiting) look();
  }

  async function nextStream({ timeout = TIMEOUT_MS } = {}): Promise<StreamRecord> {
    const limitMs = limitOf(timeout);
    current = await report('wait for the app to ask', [], () => arrival(limitMs));
    return current;
  }

  function arrival(timeoutMs: number | undefined): Promise<StreamRecord> {
    return new Promise((resolve, reject) => {
      let timer: NodeJS.Timeout | undefined;
      const done = (settle: () => void) => {
        waiting.delete(look);
        clearTimeout(timer);
        settle();
      };
      if (timeoutMs !== undefined) {
        timer = setTimeout(() => done(() => reject(neverAsked(timeoutMs))), timeoutMs);
      }
      const look = () => {
        const stream = streams[given];
        const wrong = troubles[0] ?? misses[0]?.message;
        if (stream) {
          given++;
          done(() => resolve(stream));
        } else if (wrong) done(() => reject(new PlayheadError('miss', wrong)));
      };
      waiting.add(look);
      look();
    });
  }

  function neverAsked(timeoutMs: number): PlayheadError {
    const lines = [
      `Cannot get the next stream: the app has not asked within ${timeoutMs / 1000} s.`,
      '',
      calls.length === 0 ? 'It has not asked at all.' : 'It has asked:',
      ...streams.map((stream, at) => `  ${at + 1} ${describeStream(stream)}`),
      ...(elsewhere.length > 0
        ? ['Other requests it made:', ...elsewhere.map((to) => `  ${to}`)]
        : []),
      '',
      answers.recordings.length === 0
        ? "Nothing can be played: set the option cassette, such as test.use({ cassette: 'groq/tool_streaming' })."
        : elsewhere.length > 0
          ? 'Lead the app to its next request; if one of these is it, set the option endpoint to its path.'
          : 'Lead the app to its next request before this, or wait for longer.',
    ];
    return new PlayheadError('timeout', lines.join('\n'));
  }

  /** The stream that the playhead itself stands for. */
  async function held(): Promise<StreamRecord> {
    return current && !current.over ? current : nextStream();
  }

  const playhead: Playhead = {
    nextStream,
    step: async (count?: number) => (await held()).step(count),
    until: async (target: Target) => (await held()).until(target),
    finish: async () => (await held()).finish(),
    fail: async (fault?: Fault) => (await held()).fail(fault),
    get aborted(): Promise<Abort> {
      const aborted = (async () => (current ?? (await nextStream())).aborted)();
      aborted.catch(() => {}); // as for the aborted of a stream
      return aborted;
    },
    get position() {
      return current?.position ?? 0;
    },
    get remaining() {
      return current?.remaining ?? 0;
    },
    async hold() {
      pace = 'manual';
      await Promise.all(streams.filter(({ ending }) => !ending).map((stream) => stream.hold()));
    },
    setChunking(value) {
      checkChunking(value);
      chunking = value;
    },
    record: (element) =>
      report('record', [], () =>
        record(element, {
          all: () => streams.filter((each) => frames.get(each)?.page() === element.page()),
          transcript: (at) => told(at ? upTo(streams, at) : streams, options.protocol),
        }),
      ),
    get calls() {
      return structuredClone(calls);
    },
    get transcript() {
      return told(streams, options.protocol);
    },
  };

  return {
    playhead,
    streams,
    misses,
    troubles,
    asked(appCall, frame) {
      const answer = answers.find(appCall);
      const call = createCall(appCall, answer);
      calls.push(call);
      if (!answer || 'miss' in answer) {
        misses.push(call.miss!);
        wake();
        return { miss: call.miss! };
      }
      const { recording } = answer;
      const answered = strikes.answer(recording);
      if (answered.spoilt) answers.giveBack(recording);
      const stream = createStream({
        number: streams.length,
        recording,
        answered,
        fromWorker: appCall.fromWorker,
        paced: pace !== 'manual',
        report,
        timeoutMs: TIMEOUT_MS,
        giveBack: () => answers.giveBack(recording),
        onRestless: () => options.onRestless(frame.url()),
        whyGone: () => whyGone(frame),
        send: (command) =>
          orStuck(
            frame,
            frame.evaluate(
              ([name, sent]) =>
                (globalThis as unknown as Record<string, PageObject | undefined>)[name]?.run(sent),
              [PAGE_OBJECT, command] as const,
            ),
          ),
      });
      streams.push(stream);
      frames.set(stream, frame);
      wake();
      const play = { stream: stream.number, delivery: overTheChannel(stream.delivery), chunking };
      return pace === 'manual'
        ? { play: { ...play, pace: 'instant', held: true } }
        : { play: { ...play, pace, held: false } };
    },
    trouble(message) {
      troubles.push(message);
      wake();
    },
    answers,
    sentElsewhere(request) {
      if (elsewhere.length < SHOWN_ELSEWHERE) elsewhere.push(request);
    },
    finishLater: (promise) => void work.push(promise),
    async close() {
      await Promise.all(work);
      await Promise.all(streams.map((stream) => stream.look()));
      closed = true;
    },
    frameChanged(frame) {
      if (closed) return;
      for (const stream of streams) {
        if (stream.ending || frames.get(stream) !== frame) continue;
        if (frame.isDetached() || frame.page().isClosed()) stream.gone(whyGone(frame));
        else void stream.look();
      }
    },
  };
}

/** One line a stream: what it plays, and how far it is. */
export function describeStream({ recording, position, events, ending }: StreamRecord): string {
  const { cassette, position: interaction } = recording;
  const state = ending ?? 'under way';
  return `${cassetteName(cassette)}, interaction ${interaction}: ${position} of ${events.length} events sent, ${state}`;
}

/** The page needs the bytes, and not what they say. */
function overTheChannel({ events, ...rest }: Delivery): Delivery {
  return { ...rest, events: events.map(({ data: _data, event: _event, ...sent }) => sent) };
}
