import type { Body } from './body.ts';
import type { WireEvent } from './event.ts';

/** What an event to be written carries. */
export interface Written {
  data: string;
  /** Its type, where the framing names one. */
  event?: string | undefined;
  /** Amazon's frames mark errors of the service so. */
  exception?: true | undefined;
}

/** How events stand in a body. */
export interface Framing {
  /** Cuts a body into its events: all `raw` in order are the body. */
  split(body: Body): WireEvent[];
  /** The bytes of one event. */
  write(event: Written): Body;
  /** The bytes of a comment, which says nothing; absent where there is no such thing. */
  comment?(text: string): string;
}
