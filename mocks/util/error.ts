/** What went wrong, as a word a program can test for. */
export type ErrorCode =
  | 'bad-yaml'
  | 'duplicate-key'
  | 'bad-version'
  | 'missing-key'
  | 'wrong-type'
  | 'bad-value'
  | 'bad-duration'
  | 'bad-body'
  | 'bad-option'
  | 'bad-cassette'
  | 'no-file'
  /** The app asked for what is not recorded. */
  | 'miss'
  /** What is recorded was not asked for. */
  | 'unplayed'
  /** What was waited for did not happen in time. */
  | 'timeout'
  /** The stream, or the page it played in, has come to an end. */
  | 'ended'
  /** What is left of the stream does not hold what was looked for. */
  | 'not-found'
  /** The carrier cannot do this here. */
  | 'carrier';

/** Where in a file: line and column count from 1. */
export interface Place {
  file?: string | undefined;
  line?: number | undefined;
  column?: number | undefined;
}

/**
 * Every error Playhead throws on bad input. The message reads
 * `Cannot <do> <thing>: <reason>. <Mend>.`, with the offending line and a caret where there is one.
 */
export class PlayheadError extends Error {
  override readonly name = 'PlayheadError';
  readonly code: ErrorCode;
  readonly file: string | undefined;
  readonly line: number | undefined;
  readonly column: number | undefined;

  constructor(code: ErrorCode, message: string, place: Place = {}) {
    super(message);
    this.code = code;
    this.file = place.file;
    this.line = place.line;
    this.column = place.column;
  }
}
