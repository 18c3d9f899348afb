import type { Command, CommandResult, StreamState } from '../browser/channel.ts';
import { cassetteName } from '../cassette/cassette.ts';
import { type ErrorCode, PlayheadError } from '../error.ts';
import type { Recording } from '../match/recording.ts';
import type { Part } from '../protocols/part.ts';
import { partsOf } from '../protocols/transcript.ts';
import type { Answered } from '../faults/strikes.ts';
import type { Delivery } from '../stream/delivery.ts';
import type { WireEvent } from '../wire/event.ts';
import { checkFault } from '../faults/check.ts';
import { type Ending, SAID } from './ending.ts';
import { failing } from './failing.ts';
import { isGone } from './gone.ts';
import type { Abort, PlayheadStream } from './playhead-stream.ts';
import { checkTarget, describeTarget, findTarget, PART_TYPES } from '../protocols/target.ts';
import { createTurns } from './turns.ts';
import { whenAborted } from './when-aborted.ts';
import { describeEvent, describeParts, describeRange } from './words.ts';

/** A stream as the rest of the harness sees it. */
export interface StreamRecord extends PlayheadStream {
  readonly number: number;
  readonly recording: Recording;
  readonly events: readonly WireEvent[];
  /** What goes out: the recording, or what faults have made of it. */
  readonly delivery: Delivery;
  /** A fault has spoilt it: the app has not got the recorded answer. */
  readonly spoilt: boolean;
  readonly ending: Ending | undefined;
  /** The test has finished with it, or it can send no more: the playhead goes on to the next one. */
  readonly over: boolean;
  /** The page has told what became of it. */
  changed(state: StreamState): void;
  /** The page has gone. */
  gone(reason: string): void;
  /** Asks the page how far it is, where that may have changed. */
  look(): Promise<void>;
}

/** Runs something as a step of the test, with the events it sends. */
export type ReportStep = <T>(
  title: string,
  events: readonly WireEvent[],
  body: () => Promise<T>,
) => Promise<T>;

/** What a stream needs of its surroundings. */
interface StreamContext {
  number: number;
  recording: Recording;
  answered: Answered;
  /** Made by a worker: an abort cannot be seen before the response has begun. */
  fromWorker: boolean;
  /** It goes at a pace of its own. */
  paced: boolean;
  send: (command: Command) => Promise<CommandResult | 'stuck' | undefined>;
  /** Tells why the page does not answer any more. */
  whyGone(): string;
  /** Shows in the report what is being done. */
  report: ReportStep;
  /** The interaction was not played after all. */
  giveBack(): void;
  onRestless(): void;
  timeoutMs: number;
}

export function createStream(context: StreamContext): StreamRecord {
  const inTurn = createTurns();
  const { number, recording, send, report } = context;
  const { response } = recording.interaction;
  const { protocol } = recording.asked;
  let { delivery, spoilt } = context.answered;
  let { events } = delivery;
  let total = events.length;
  let parts = readParts();
  const name = `${cassetteName(recording.cassette)}, interaction ${recording.position}`;
  const listeners = new Set<() => void>();
  let position = 0;
  /** Where the last command led: a stream that goes by itself may be further. */
  let mark = 0;
  let begun = false;
  let ending: Ending | undefined;
  let finished = false;
  let cutShort = false;
  let reason = '';
  let flowing = context.paced;

  function readParts(): Part[][] | undefined {
    const read = protocol && response.code < 400;
    return read ? partsOf(protocol, response, events) : undefined;
  }

  /** A stream that goes by itself stands still before it is stepped: only then is its position known. */
  async function standStill(doing: string): Promise<void> {
    if (!flowing || ending) return;
    await run(doing, { type: 'hold', stream: number });
    flowing = false;
  }

  function end(how: Ending, why = ''): void {
    if (ending) return;
    // What a fault has cut short was not played, however cleanly it ends.
    ending = how === 'played' && cutShort ? 'failed' : how;
    reason = why;
    for (const listener of listeners) listener();
  }

  function changed(state: StreamState): void {
    position = Math.max(position, state.position);
    if (state.position > 0) begun = true;
    if (state.ending) end(state.ending, state.reason);
  }

  function error(code: ErrorCode, doing: string, why: string, mend: string): PlayheadError {
    return new PlayheadError(
      code,
      `Cannot ${doing}: ${why}. ${mend}. Stream: ${name}, ${where()}.`,
    );
  }

  function where(): string {
    const state = ending ? SAID[ending] + (reason && `, ${reason}`) : 'under way';
    return `${position} of ${total} events sent, ${state}`;
  }

  function checkGoesOn(doing: string): void {
    if (!ending || ending === 'played') return;
    throw error('ended', doing, SAID[ending], 'Take the next stream, or do this before');
  }

  async function run(doing: string, command: Command): Promise<CommandResult | undefined> {
    checkGoesOn(doing);
    // What went at its own pace may have ended by now: there is nothing left to do but to look.
    const played = ending === 'played';
    let result: CommandResult | 'stuck' | undefined;
    try {
      result = await send(command);
    } catch (cause) {
      if (!isGone(cause)) throw cause;
    }
    if (result === 'stuck') {
      const mend = 'Look for an endless loop in the app';
      throw error('timeout', doing, 'the script of the page does not return', mend);
    }
    if (!result && played) return undefined;
    if (!result) {
      end('gone', context.whyGone());
      throw error('ended', doing, context.whyGone(), 'Keep the page until the stream is done');
    }
    begun = true;
    changed(result.state);
    if (result.rendered === 'restless') context.onRestless();
    if (result.rendered === 'unread') {
      const mend = 'Make the app read the response, or cancel it';
      throw error('timeout', doing, 'the app has stopped reading, and does not cancel', mend);
    }
    return result;
  }

  async function playTo(doing: string, to: number): Promise<void> {
    const last = Math.min(to, total);
    const sent = events.slice(position, last);
    const said = parts?.slice(position, last).flat() ?? [];
    const words =
      said.length > 0 ? describeParts(said) : sent.length === 1 ? describeEvent(sent[0]!) : '';
    const range = describeRange(position, last, total) + (to > total ? ' and the end' : '');
    await report(`${doing}: ${range}${words && `: ${words}`}`, sent, async () => {
      const done = await run(doing, { type: 'release', stream: number, position: to });
      if (position < last && (ending || done?.rendered !== 'refused')) {
        throw error(
          'ended',
          doing,
          ending ? SAID[ending] : 'the test has held it',
          'Look at what the app did',
        );
      }
      mark = last;
      if (to > total && delivery.end === 'close') end('played');
    });
  }

  function abort(): Abort {
    return { by: ending === 'gone' ? 'page' : 'app', reason, position };
  }

  return {
    number,
    recording,
    get events() {
      return events;
    },
    get delivery() {
      return delivery;
    },
    get spoilt() {
      return spoilt;
    },
    get position() {
      return position;
    },
    get remaining() {
      return total - position;
    },
    get ending() {
      return ending;
    },
    get over() {
      return finished || (ending !== undefined && ending !== 'played');
    },
    changed,
    gone: (why) => end('gone', why),
    async step(count = 1) {
      const doing = `step ${count}`;
      await inTurn(async () => {
        await standStill(doing);
        checkGoesOn(doing);
        if (!Number.isInteger(count) || count < 0 || position + count > total) {
          const mend = `Step 0 to ${total - position}, or call finish()`;
          throw error('bad-option', doing, `${total - position} events are left`, mend);
        }
        await playTo(doing, position + count);
      });
    },
    async until(target) {
      checkTarget(target);
      const doing = `play until ${describeTarget(target)}`;
      await inTurn(async () => {
        if (!parts) {
          const mend = 'Use step() and finish()';
          throw error('not-found', doing, 'no protocol tells what its events say', mend);
        }
        await standStill(doing);
        const to = findTarget(parts, mark, target);
        if (to === undefined) {
          const left = parts.slice(mark).flat();
          const types = [...new Set(left.map(({ type }) => type))].join(', ') || 'nothing';
          const mend = `They hold ${types}. The parts are ${Object.keys(PART_TYPES).join(', ')}`;
          throw error('not-found', doing, `the ${total - mark} events left do not hold it`, mend);
        }
        await playTo(doing, to);
      });
    },
    async finish() {
      await inTurn(() => playTo('finish', total + 1));
      finished = true;
    },
    async hold() {
      await report('hold', [], () => run('hold', { type: 'hold', stream: number }));
      flowing = false;
      mark = position;
    },
    async fail(fault = { type: 'disconnect' }) {
      checkFault(fault);
      const doing = `fail with ${fault.type === 'status' ? `status ${fault.status}` : fault.type}`;
      await inTurn(async () => {
        await standStill(doing);
        if (ending) throw error('ended', doing, SAID[ending], 'Do it before');
        const failure = failing(fault, { delivery, position, begun, recording });
        if ('refused' in failure) throw error('bad-option', doing, ...failure.refused);
        const range = describeRange(position, position + 1, total);
        await report(`${doing} before ${range}`, [], async () => {
          if (failure.spoils) context.giveBack(); // before the app hears of it: it may ask again at once
          spoilt ||= failure.spoils;
          cutShort = failure.ends;
          const { replacement } = failure;
          await run(doing, { type: 'replace', stream: number, ...replacement });
          delivery = failure.delivery;
          ({ events } = delivery);
          total = events.length;
          parts = readParts();
          mark = Math.min(replacement.position, total);
          finished = failure.ends;
        });
      });
    },
    get aborted() {
      const aborted = whenAborted(
        {
          ending: () => ending,
          abort,
          listeners,
          unseen: context.fromWorker && !begun,
          timeoutMs: context.timeoutMs,
        },
        (code, why, mend) => error(code, 'see an abort', why, mend),
      );
      aborted.catch(() => {}); // whoever awaits it is told; it must not fail another test
      return aborted;
    },
    async look() {
      if (ending) return;
      const result = await send({ type: 'look', stream: number }).catch(() => undefined);
      if (result === 'stuck') return;
      if (result) changed(result.state);
      else end('gone', context.whyGone());
    },
  };
}
