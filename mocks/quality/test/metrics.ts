import { countWithPrefix, splitWords } from '../../util/split-words.ts';
import type { LostWord, StreamCursor, Observations } from '../observations.ts';

/** How well a stream was shown, in numbers. */
export interface StreamMetrics {
  /** The sum of the layout shifts in and around the element, those after input left out. */
  layoutShift: number | undefined;
  /** Elements and texts that were taken away and made anew, by event sent. */
  remountsPerEvent: number;
  /** How often the element lost words of the answer that it had shown. */
  textRegressions: number;
  /** How often the view jumped: back up, or while the reader had scrolled away. */
  scrollJumps: number;
  /** How often a screen reader would have spoken. */
  announcements: number;
  /** Tasks of 50 ms and more. */
  longTasks: number | undefined;
  /** The longest of them, in milliseconds. */
  longestTask: number | undefined;
  /** Frames of more than 50 ms. */
  slowFrames: number | undefined;
}

/** What was told while the element was watched. */
export interface WatchedStreams {
  /** How many events have been sent. */
  events: number;
  /** How many responses have begun. */
  responses: number;
  /**
   * What the person and the assistant said, so far or up to an event; undefined where no protocol
   * tells.
   */
  texts(at?: StreamCursor): readonly string[] | undefined;
}

/** The metrics, and what each of them was counted from. */
export interface Measurement {
  metrics: StreamMetrics;
  evidence: { [K in keyof StreamMetrics]: string[] };
  streams: WatchedStreams;
}

/** Makes metrics of what was seen. */
export function measure(seen: Observations, told: WatchedStreams): Measurement {
  const { shifts, longTasks, slowFrames, remounts: recreated, jumps, announced } = seen;
  const losses = lossesOf(seen, told);
  const nodes = sum(recreated.map((each) => each.nodes));
  const byScore = shifts?.toSorted((one, other) => other.score - one.score) ?? [];
  return {
    streams: told,
    metrics: {
      layoutShift: shifts && round(sum(shifts.map(({ score }) => score))),
      remountsPerEvent: round(nodes / told.events),
      textRegressions: losses.length,
      scrollJumps: jumps.length,
      announcements: announced.length,
      longTasks: longTasks?.length,
      longestTask: longTasks && Math.round(Math.max(0, ...longTasks)),
      slowFrames: slowFrames?.length,
    },
    evidence: {
      layoutShift: byScore.map(({ score, what }) => `${round(score)}: ${what}`),
      remountsPerEvent: recreated.map(
        (each) => `${where(each.at)}${each.nodes} made anew, first ${each.what}`,
      ),
      textRegressions: losses.map(
        ({ at, before, after }) =>
          `${where(at)}${JSON.stringify(before)} became ${JSON.stringify(after)}`,
      ),
      scrollJumps: jumps.map(
        ({ at, from, to, why }) => `${where(at)}from ${round(from)} px to ${round(to)} px, ${why}`,
      ),
      announcements: announced.map(({ at, text }) => `${where(at)}${text}`),
      longTasks: longestFirst(longTasks),
      longestTask: longestFirst(longTasks),
      slowFrames: longestFirst(slowFrames),
    },
  };
}

/**
 * The losses of what was told. A state that changes from "Running" to "Done" loses a word as well,
 * and nobody misses it: a word counts where less of it is left than was told by then, and where it
 * stood beside the same word as in what was told, or alone.
 */
function lossesOf({ losses }: Observations, told: WatchedStreams): Observations['losses'] {
  return losses.filter(({ at, words }) => {
    const texts = told.texts(at);
    if (!texts) return true;
    const said = texts.flatMap(splitWords);
    const plain = texts.map(plainWords).join('\n');
    const isMissed = ({ word, left, pairs }: LostWord) =>
      left < countWithPrefix(said, word) &&
      (pairs.length === 0 || pairs.some((pair) => plain.includes(plainWords(pair))));
    return words.some(isMissed);
  });
}

/** The words without marks, each after a blank. */
function plainWords(text: string): string {
  return ` ${text}`.replaceAll(/[^\p{L}\p{N}]+/gu, ' ').trimEnd();
}

/** `stream 1, event 12: `; streams count from 1, as events do. */
function where(at: StreamCursor | undefined): string {
  return at ? `stream ${at.stream + 1}, event ${at.position}: ` : '';
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
