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
  | 'no-file';

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
