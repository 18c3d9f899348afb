/** A stable code that programs can test for; the message may change. */
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
  /** A file cannot be written. */
  | 'cannot-write'
  /** The provider cannot be reached, or its response broke off while it was recorded. */
  | 'upstream'
  /** Another recorder is writing the file. */
  | 'file-in-use'
  /** A file of another recorder cannot be imported. */
  | 'bad-import'
  /** No recorded interaction matches a request. */
  | 'miss'
  /** Recorded interactions were never requested. */
  | 'unplayed'
  /** An awaited event did not happen in time. */
  | 'timeout'
  /** The stream has ended, or the page it played in has closed. */
  | 'ended'
  /** The rest of the stream does not contain the target. */
  | 'not-found'
  /** The carrier does not support this here. */
  | 'carrier';

/** A place in a file: line and column count from 1. */
export interface Place {
  file?: string | undefined;
  line?: number | undefined;
  column?: number | undefined;
}

/**
 * The error for bad input and failed steps. The message reads
 * `Cannot <do> <thing>: <reason>. <Hint>.`, with the offending line and a caret where a file has one.
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
