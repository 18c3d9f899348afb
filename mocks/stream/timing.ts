import {
  type Cassette,
  cassetteName,
  type Interaction,
  type RecordedResponse,
} from '../cassette/cassette.ts';
import { eventsOf, framingOf } from '../cassette/events.ts';
import { PlayheadError } from '../util/error.ts';
import { bodyBytes } from '../wire/body.ts';
import type { Chunking, PlayedChunking } from './chunking.ts';
import type { Delivery } from './delivery.ts';
import type { Pace } from './pace.ts';
import { Playback, type PlayOptions } from './playback.ts';

/** When and how the events of a response go out, as it is asked for. */
export interface Timing {
  /** Default: `'instant'`. */
  pace?: Pace | undefined;
  /** Default: `'event'`. */
  chunking?: Chunking | undefined;
}

/** Plays a delivery that no test holds. */
export function playDelivery(
  delivery: Delivery,
  { pace, chunking, ...options }: Timing & Omit<PlayOptions, 'end' | 'chunking'>,
): Playback {
  const { events, end } = atPace(delivery, pace);
  return new Playback(events, {
    ...options,
    pace,
    chunking: chunking && playedChunking(delivery, chunking),
    end,
  });
}

/** Puts the times that were recorded into a delivery where the pace asks for them. */
export function atPace(delivery: Delivery, pace: Pace | 'manual' | undefined): Delivery {
  if (pace !== 'recorded') return delivery;
  const events = delivery.events.map(({ recordedMs = 0, ...event }) => ({
    ...event,
    afterMs: (event.afterMs ?? 0) + (event.atOnce ? 0 : recordedMs),
  }));
  return { ...delivery, events };
}

/** Looks the sizes up that were recorded where the chunking asks for them. */
export function playedChunking({ chunkSizes }: Delivery, chunking: Chunking): PlayedChunking {
  if (chunking !== 'recorded') return chunking;
  return chunkSizes ? { sizes: chunkSizes } : 'event';
}

/** A recording, and where it comes from. */
interface Source {
  cassette: Cassette;
  interaction: Interaction;
  /** Its place in the cassette, counted from 1. */
  number: number;
}

/**
 * Checks that the streams of recordings have the times and sizes that are asked for.
 * @throws PlayheadError `bad-option` that lists those without.
 */
export function checkTiming(
  recordings: readonly Source[],
  { pace, chunking }: { pace?: Pace | 'manual' | undefined; chunking?: Chunking | undefined },
): void {
  if (pace === 'recorded') check(recordings, 'pace', timesProblem);
  if (chunking === 'recorded') check(recordings, 'chunking', sizesProblem);
}

function check(
  recordings: readonly Source[],
  option: string,
  problemOf: (response: RecordedResponse) => string | undefined,
): void {
  const problems = recordings.flatMap(({ cassette, interaction: { response }, number }) => {
    const problem = framingOf(response) && problemOf(response);
    return problem ? `${cassetteName(cassette)}, interaction ${number}: ${problem}` : [];
  });
  if (problems.length === 0) return;
  const message = `Cannot play with ${option}: 'recorded', because these lack the recorded values, or the values no longer fit the body. Record them again with Playhead, or choose another ${option}.`;
  throw new PlayheadError('bad-option', [message, ...problems].join('\n  '));
}

/** Says why the events cannot be played at their recorded times; undefined where they can. */
export function timesProblem(response: RecordedResponse): string | undefined {
  const { event_times: times } = response;
  const { length } = eventsOf(response);
  if (!times) return 'it has no event_times';
  if (times.length !== length) return `it has ${times.length} event_times for ${length} events`;
  const isOrdered = times.every((time, at) => time >= (times[at - 1] ?? 0));
  return isOrdered ? undefined : 'its event_times go back';
}

/** Says why the body cannot be cut at its recorded sizes; undefined where it can. */
export function sizesProblem({ chunk_sizes: sizes, body }: RecordedResponse): string | undefined {
  if (!sizes) return 'it has no chunk_sizes';
  const { length } = bodyBytes(body);
  const sum = sizes.reduce((total, size) => total + size, 0);
  if (sizes.some((size) => size < 1)) return 'a size of its chunk_sizes is not positive';
  return sum === length ? undefined : `its chunk_sizes are ${sum} bytes, and the body ${length}`;
}
