import type { Part } from '../protocols/part.ts';
import type { PartFields, TextTarget } from '../protocols/target.ts';

/**
 * A deviation from the recording, as plain data.
 *
 * Of the whole response:
 * - `status`: this status instead, 200 to 599, with headers and a body; without a body, a JSON error,
 *   except that 204, 205 and 304 have no body
 * - `refused`: no connection at all
 * - `html`: a web page instead, as gateways send it, with status 200 or this one
 * - `content-type`: the recorded bytes under another content type
 * - `crlf`: every line ends in CR LF
 * - `comments`: a comment before every event
 *
 * Between two events:
 * - `slow`: a pause in milliseconds, at most 2,147,483,647; ignored where the test steps the stream
 * - `stall`: nothing more comes, not even the end
 * - `end`: a clean end, as if the response were complete
 * - `disconnect`: the connection is lost
 * - `error-event`: the provider sends an error in its own form, and ends
 *
 * Of one event:
 * - `cut`: its first half, then a clean end
 * - `bad-json`: its JSON lacks the last character
 * - `duplicate`: it comes twice
 * - `reorder`: it comes after the next one
 * - `flood`: it comes this many times, 2 to 100,000, default 5,000; the pace holds for the first alone
 */
export type Fault = ResponseFault | PauseFault | BreakFault | EventFault;

type ResponseFault =
  | { type: 'status'; status: number; headers?: Record<string, string>; body?: string }
  | { type: 'refused' }
  | { type: 'html'; status?: number }
  | { type: 'content-type'; value: string }
  | { type: 'crlf' }
  | { type: 'comments'; text?: string };

type PauseFault = { type: 'slow'; ms: number };

type BreakFault =
  | { type: 'stall' }
  | { type: 'end' }
  | { type: 'disconnect' }
  | { type: 'error-event'; message?: string };

type EventFault =
  | { type: 'cut' }
  | { type: 'bad-json' }
  | { type: 'duplicate' }
  | { type: 'reorder' }
  | { type: 'flood'; times?: number };

/** A place in a list: the first one is 1. */
export type Nth = number;

/**
 * An event: its number, or the first event that holds a part of this type, with these fields, or
 * that completes this text. `after: 0` is before the first event.
 */
export type EventPlace = Nth | Part['type'] | PartFields | TextTarget;

/** The response a fault applies to. */
export interface FaultTarget {
  /** The cassette's name, or its end where no other one ends so. Default: the only one there is. */
  cassette?: string;
  /** The interaction's place in the cassette. Default: 1, the first one in the file. */
  interaction?: Nth;
  /** The attempt at that interaction: 1 is the first, a retry makes the next. Default: 1. */
  attempt?: Nth;
}

/** A fault with its place. */
export type PlacedFault = FaultTarget &
  (
    | ResponseFault
    | (PauseFault & { after?: EventPlace })
    | (BreakFault & { after: EventPlace })
    | (EventFault & { at: EventPlace })
  );
