import type { Body } from './body.ts';

/**
 * One event of a response body with its exact bytes: a server-sent event, a line of NDJSON or a
 * binary frame. All `raw` in order are the body.
 */
export interface WireEvent {
  /** The bytes as recorded, framing included. */
  raw: Body;
  /** What it carries, without its framing; absent where it carries nothing: comments alone. */
  data?: string;
  /** Its type, where the framing names one. */
  event?: string;
  /** The body ended inside it: no reader dispatches it. */
  incomplete?: true;
}
