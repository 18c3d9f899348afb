import { header, type RecordedHeaders, type RecordedResponse } from '../cassette/cassette.ts';
import { mediaType } from '../cassette/media-type.ts';
import type { Body } from '../wire/body.ts';
import type { WireEvent } from '../wire/event.ts';
import { eventsOf } from '../cassette/events.ts';
import { compact } from '../util/json.ts';

/** A response to one request: as recorded, or altered by faults. Plain JSON. */
export interface Delivery {
  /** Absent: the connection is refused. */
  head?: DeliveryHead;
  events: readonly DeliveredEvent[];
  end: DeliveryEnd;
  /** The bytes of each network chunk as it was recorded; absent where they were not. */
  chunkSizes?: readonly number[];
}

/** Status and headers of a response. */
export interface DeliveryHead {
  code: number;
  /** Code and phrase. */
  status?: string;
  headers: RecordedHeaders;
  /** A fault has altered it: the app may reject it, and leave the body unread. */
  altered?: true;
}

/** An event to deliver, with optional overrides of its timing. */
export interface DeliveredEvent extends WireEvent, EventTiming {
  /** How long after the one before it came, as it was recorded, in milliseconds. */
  recordedMs?: number;
}

export interface EventTiming {
  /** An extra pause before it, in milliseconds. */
  afterMs?: number;
  /** It follows the event before it at once, whatever the pace. */
  atOnce?: true;
}

/** What it takes to play an event: its bytes, whatever they say, and when they go out. */
export interface PlayedEvent extends EventTiming {
  raw: Body | Uint8Array<ArrayBuffer>;
}

/** The state after the last event: closed, disconnected, or open without any more data. */
export type DeliveryEnd = 'close' | 'disconnect' | 'stall';

/** Makes the delivery of a response as it was recorded. */
export function deliveryOf(response: RecordedResponse): Delivery {
  const { code, status } = response;
  const headers = headersOf(response);
  return compact({
    head: compact({ code, status, headers }),
    events: withTimes(eventsOf(response), response.event_times),
    end: 'close',
    chunkSizes: response.chunk_sizes,
  });
}

/** Adds the times, unless an event has been added or removed by hand since. */
function withTimes(
  events: readonly WireEvent[],
  times: readonly number[] | undefined,
): readonly DeliveredEvent[] {
  if (times?.length !== events.length) return events;
  return events.map((event, at) => ({ ...event, recordedMs: times[at]! - (times[at - 1] ?? 0) }));
}

/** Adds the content type that a recorder has taken away, without which no client reads a stream. */
function headersOf(response: RecordedResponse): RecordedHeaders {
  const { headers } = response;
  const type = header(headers, 'content-type') === undefined && mediaType(response);
  return type ? { ...headers, 'Content-Type': [type] } : headers;
}
