/** A stable code that programs can test for; the message may change. */
export type ErrorCode =
  /** A file is not the YAML of one document. */
  | 'bad-yaml'
  /** A cassette has a key twice. */
  | 'duplicate-key'
  /** A file is not a go-vcr cassette of version 2. */
  | 'bad-version'
  /** A cassette lacks a key that it needs. */
  | 'missing-key'
  /** A key of a cassette has a value of the wrong type. */
  | 'wrong-type'
  /** A key of a cassette has a value that no HTTP message can have. */
  | 'bad-value'
  /** The duration of a response is not one of Go. */
  | 'bad-duration'
  /** The body of a response is broken, or not what its headers say. */
  | 'bad-body'
  /** An option or argument is invalid, or cannot be used here. */
  | 'bad-option'
  /** A cassette cannot be used for this, whatever its file says. */
  | 'bad-cassette'
  /** A file does not exist or cannot be read. */
  | 'no-file'
  /** A file cannot be written. */
  | 'cannot-write'
  /** The provider cannot be reached, or its response broke off while it was recorded. */
  | 'upstream'
  /** Another recorder is writing the file. */
  | 'file-in-use'
  /** A file of another recorder cannot be imported. */
  | 'bad-import'
  /** The server cannot listen at its address. */
  | 'cannot-listen'
  /** A package that is needed here is not installed. */
  | 'missing-package'
  /** Nothing was recorded, or nothing is recorded in CI. */
  | 'not-recorded'
  /** The app has sent no request that can be looked at. */
  | 'no-requests'
  /** No recorded interaction matches a request. */
  | 'miss'
  /** Recorded interactions were never requested. */
  | 'unused'
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

/** What else an error knows. */
export interface ErrorDetails extends Place {
  reason?: string | undefined;
  hint?: string | undefined;
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
  /** What is wrong, as the message says it; undefined where the message has another form. */
  readonly reason: string | undefined;
  /** What to do, as the message says it; undefined where the message has another form. */
  readonly hint: string | undefined;

  constructor(code: ErrorCode, message: string, details: ErrorDetails = {}) {
    super(message);
    this.code = code;
    this.file = details.file;
    this.line = details.line;
    this.column = details.column;
    this.reason = details.reason;
    this.hint = details.hint;
  }
}

/** Makes the error `Cannot <do> <thing>: <reason>. <Hint>.`. */
export function cannot(
  code: ErrorCode,
  doing: string,
  { reason, hint }: { reason: string; hint: string },
  place: Place = {},
): PlayheadError {
  const message = `Cannot ${doing}: ${reason}. ${hint}.`;
  return new PlayheadError(code, message, { ...place, reason, hint });
}
