import type { StreamCursor } from '../browser/channel.ts';

/** Lists what the browser reports by itself, which costs the page no frame; undefined where it does not. */
export interface Timings {
  layoutShifts?: { score: number; node: string }[] | undefined;
  /** Milliseconds each, from 50. */
  longTasks?: number[] | undefined;
  /** Milliseconds each, above 50. */
  slowFrames?: number[] | undefined;
}

/** An observation, with the event that had been sent by then. */
type Placed<T> = T & { cursor?: StreamCursor | undefined };

/** Collects what happened to a watched element. All of it is data: it crosses from page to test. */
export interface Observations extends Timings {
  remounts: Placed<Remount>[];
  textRegressions: Placed<TextRegression>[];
  scrollJumps: Placed<ScrollJump>[];
  announcements: Placed<{ text: string }>[];
  /** Whether the element is still in its document. */
  isConnected: boolean;
}

export interface Remount {
  nodes: number;
  first: string;
}

export interface TextRegression {
  before: string;
  after: string;
  words: LostWord[];
}

/** Describes a word that the text does not show any more. */
export interface LostWord {
  word: string;
  /** Counts the words of the text that still begin with it. */
  remaining: number;
  /** The word with its neighbour before, and with its neighbour after, on the same line. */
  pairs: string[];
}

/** Describes a jump of the scroll position, in pixels. */
export interface ScrollJump {
  from: number;
  to: number;
  reason: 'back up' | 'while scrolled away';
}

/** Lets the test reach the watch of an element, which lives in the page. */
export interface ElementWatch {
  /**
   * Resolves when what is there now is on screen, so that every later move is measured. Drops the
   * timings before that: they include this script itself.
   */
  begin(): Promise<void>;
  /** Resolves when the browser has rendered pending changes. */
  rendered(): Promise<void>;
  /** Resolves once no layout shift can be attributed to recent input (500 ms). */
  inputSettled(): Promise<void>;
  observations(): Observations;
}
