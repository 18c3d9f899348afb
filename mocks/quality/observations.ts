/** What was seen of an element while streams played. All of it is JSON: it crosses to the test. */
export interface Observations {
  /** Absent where the browser does not tell. */
  shifts?: { score: number; what: string }[];
  /** Milliseconds each, from 50. Absent where the browser does not tell. */
  longTasks?: number[];
  /** Milliseconds each, above 50. Absent where the browser does not tell. */
  slowFrames?: number[];
  /** One entry for each batch of changes in which nodes were made anew. */
  remounts: { what: string; nodes: number; at?: StreamCursor | undefined }[];
  losses: TextLoss[];
  jumps: {
    from: number;
    to: number;
    why: 'back up' | 'while scrolled away';
    at?: StreamCursor | undefined;
  }[];
  announced: { text: string; at?: StreamCursor | undefined }[];
  /** The element is in its document still. */
  isConnected: boolean;
}

/** The text of the element has lost words. */
export interface TextLoss {
  before: string;
  after: string;
  words: LostWord[];
  at?: StreamCursor | undefined;
}

/** A word that is gone. */
export interface LostWord {
  word: string;
  /** How many words that begin with it are left. */
  left: number;
  /** The word with the one before it, and with the one after it, of those on its line. */
  pairs: string[];
}

/** Where the stream that began last stands. */
export interface StreamCursor {
  /** The stream's number in this test. */
  stream: number;
  /** How many of its events have been sent. */
  position: number;
}

/** A watched element, as the test holds it. */
export interface Watch {
  /**
   * Resolves when what stands there now is on screen: whatever moves from then on is seen to move.
   * The times of what was before, this script itself included, are left out.
   */
  begin(): Promise<void>;
  /** Resolves when the browser has rendered what there is to render. */
  rendered(): Promise<void>;
  /** Resolves when the last input is so long ago that nothing that moves is its doing any more. */
  inputSettled(): Promise<void>;
  /** What has been seen so far. */
  observations(): Observations;
}
