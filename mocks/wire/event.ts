import type { Body } from './body.ts';

/**
 * One event of a response body with its exact bytes: a server-sent event, a line of NDJSON or a
 * binary frame. All `raw` in order are the body.
 */
export interface WireEvent {
  /** The bytes as recorded, framing included. */
  raw: Body;
  /** The payload without framing; absent for comments alone. */
  data?: string;
  /** The event type, if the framing has one. */
  event?: string;
  /** Set if the body ended inside the event: no reader dispatches it. */
  incomplete?: true;
}

/** The content of an event to write. */
export interface EventContent {
  data: string;
  /** The event type, if the framing has one. */
  event?: string | undefined;
  /** Marks an error of the service in Amazon's frames. */
  exception?: true | undefined;
}

/** A format of events in a body. */
export interface Framing {
  /** Splits a body into its events: all `raw` in order are the body. */
  split(body: Body): WireEvent[];
  /** Encodes one event. */
  write(event: EventContent): Body;
  /** Encodes a comment; absent if the format has none. */
  comment?(text: string): string;
}
