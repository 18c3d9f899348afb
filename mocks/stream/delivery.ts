import type { RecordedHeaders, RecordedResponse } from '../cassette/cassette.ts';
import type { WireEvent } from '../wire/event.ts';
import { eventsOf } from '../cassette/events.ts';

/** The statuses of responses without a body: https://fetch.spec.whatwg.org/#null-body-status */
export const NULL_BODY: ReadonlySet<number> = new Set([204, 205, 304]);

/** What goes out as the answer to one request: the recording, or what a fault has made of it. JSON. */
export interface Delivery {
  /** Absent: the connection is refused. */
  head?: DeliveryHead;
  events: readonly DeliveredEvent[];
  end: DeliveryEnd;
}

/** Status and headers of a response. */
export interface DeliveryHead {
  code: number;
  /** Code and phrase. */
  status?: string;
  headers: RecordedHeaders;
  /** A fault has made it: the app may refuse it, and leave the body unread. */
  altered?: true;
}

/** An event on its way, with what is out of the common about its time. */
export interface DeliveredEvent extends WireEvent {
  /** It waits this long besides the pace, in milliseconds. */
  afterMs?: number;
  /** The pace does not hold for it: it follows the one before at once. */
  atOnce?: true;
}

/** What comes after the last event: the end, a lost connection, or nothing ever. */
export type DeliveryEnd = 'close' | 'disconnect' | 'stall';

/** The recording as it is. */
export function deliveryOf(response: RecordedResponse): Delivery {
  const { code, status, headers } = response;
  const head = { code, headers, ...(status !== undefined && { status }) };
  return { head, events: eventsOf(response), end: 'close' };
}
