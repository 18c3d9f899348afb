import type { StreamCursor } from '../browser/channel.ts';

/** Collects what happened to a watched element. All of it is JSON: it crosses from page to test. */
export interface Observations {
  /** Absent where the browser does not report them. */
  layoutShifts?: { score: number; node: string }[];
  /** Milliseconds each, from 50. Absent where the browser does not report them. */
  longTasks?: number[];
  /** Milliseconds each, above 50. Absent where the browser does not report them. */
  slowFrames?: number[];
  /** One entry for each batch of mutations that remounted nodes. */
  remounts: { nodes: number; first: string; cursor?: StreamCursor | undefined }[];
  textRegressions: TextRegression[];
  scrollJumps: ScrollJump[];
  announcements: { text: string; cursor?: StreamCursor | undefined }[];
  /** Whether the element is still in its document. */
  isConnected: boolean;
}

/** Describes a change that took words from the text of the element. */
export interface TextRegression {
  before: string;
  after: string;
  words: LostWord[];
  cursor?: StreamCursor | undefined;
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
  cursor?: StreamCursor | undefined;
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
  /** Reads all observations so far. */
  observations(): Observations;
}
