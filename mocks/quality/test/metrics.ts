import type { StreamCursor } from '../../browser/channel.ts';
import { countWithPrefix, splitWords } from '../../util/split-words.ts';
import type { Observations } from '../observations.ts';

/** How well an element has shown what streamed into it, in numbers. */
export interface StreamMetrics {
  /** Sum of the layout shifts in and around the element, without those after input. Chromium only. */
  layoutShift: number | undefined;
  /** Elements and texts that were removed and created again, per event sent. */
  remountsPerEvent: number;
  /** How often the element lost words of the conversation that it had shown. */
  textRegressions: number;
  /** How often the view jumped: back up, or while the reader had scrolled away. */
  scrollJumps: number;
  /** How often a screen reader would have announced something, anywhere in the page. */
  announcements: number;
  /** Tasks of 50 ms and more. Chromium only. */
  longTasks: number | undefined;
  /** The longest of them, in milliseconds. Chromium only. */
  longestTask: number | undefined;
  /** Frames of more than 50 ms. Chromium only. */
  slowFrames: number | undefined;
}

/** Describes what was sent while the element was watched. */
export interface WatchedStreams {
  events: number;
  /** Counts the responses that sent any. */
  responses: number;
  /**
   * Reads the text of each turn, so far or up to an event; undefined where no protocol reads the
   * events.
   */
  texts: (cursor?: StreamCursor) => readonly string[] | undefined;
}

/** Holds the metrics, and the lines that explain each of them in a report. */
export interface Measurement {
  metrics: StreamMetrics;
  evidence: { [K in keyof StreamMetrics]: string[] };
  streams: WatchedStreams;
}

/** Computes the metrics of what was observed. */
export function measure(observations: Observations, streams: WatchedStreams): Measurement {
  const { layoutShifts, longTasks, slowFrames, remounts, scrollJumps, announcements } =
    observations;
  const textRegressions = observations.textRegressions.filter((each) => isMissed(each, streams));
  return {
    streams,
    metrics: {
      layoutShift: layoutShifts && round(sum(layoutShifts.map(({ score }) => score))),
      remountsPerEvent: round(sum(remounts.map(({ nodes }) => nodes)) / streams.events),
      textRegressions: textRegressions.length,
      scrollJumps: scrollJumps.length,
      announcements: announcements.length,
      longTasks: longTasks?.length,
      longestTask: longTasks && Math.round(Math.max(0, ...longTasks)),
      slowFrames: slowFrames?.length,
    },
    evidence: {
      layoutShift: (layoutShifts ?? [])
        .toSorted((one, other) => other.score - one.score)
        .map(({ score, node }) => `${round(score)}: ${node}`),
      remountsPerEvent: remounts.map(
        ({ cursor, nodes, first }) => `${place(cursor)}${nodes} remounted, first ${first}`,
      ),
      textRegressions: textRegressions.map(
        ({ cursor, before, after }) =>
          `${place(cursor)}${JSON.stringify(before)} became ${JSON.stringify(after)}`,
      ),
      scrollJumps: scrollJumps.map(
        ({ cursor, from, to, reason }) =>
          `${place(cursor)}from ${round(from)} px to ${round(to)} px, ${reason}`,
      ),
      announcements: announcements.map(({ cursor, text }) => `${place(cursor)}${text}`),
      longTasks: longestFirst(longTasks),
      longestTask: longestFirst(longTasks),
      slowFrames: longestFirst(slowFrames),
    },
  };
}

/**
 * Tells lost words of the conversation from those of the UI: a status that changes from "Running" to
 * "Done" loses a word as well. A word counts if the text now has fewer of it than the streams have
 * said by then, and if it stood alone or beside the same word as in what they said.
 */
function isMissed(
  { cursor, words }: Observations['textRegressions'][number],
  streams: WatchedStreams,
): boolean {
  const texts = streams.texts(cursor);
  if (!texts) return true;
  const said = texts.flatMap(splitWords);
  const plain = texts.map(plainWords).join('\n');
  return words.some(
    ({ word, remaining, pairs }) =>
      remaining < countWithPrefix(said, word) &&
      (pairs.length === 0 || pairs.some((pair) => plain.includes(plainWords(pair)))),
  );
}

/** Drops punctuation, and puts a blank before each word. */
function plainWords(text: string): string {
  return ` ${text}`.replaceAll(/[^\p{L}\p{N}]+/gu, ' ').trimEnd();
}

/** Formats a cursor as `stream 1, event 12: `; both count from 1. */
function place(cursor: StreamCursor | undefined): string {
  return cursor ? `stream ${cursor.stream + 1}, event ${cursor.position}: ` : '';
}

function longestFirst(durations: readonly number[] = []): string[] {
  const sorted = durations.toSorted((one, other) => other - one);
  return sorted.map((duration) => `${Math.round(duration)} ms`);
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, each) => total + each, 0);
}

function round(number: number): number {
  return Math.round(number * 1000) / 1000;
}
