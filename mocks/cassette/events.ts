import type { WireEvent } from '../wire/event.ts';
import { framingFor, splitBody } from '../wire/events.ts';
import type { Framing } from '../wire/framing.ts';
import type { RecordedResponse } from './cassette.ts';
import { mediaType } from './headers.ts';

/** Splits a response body into its events. A body that is not a stream is one event without data. */
export function eventsOf(response: RecordedResponse): WireEvent[] {
  return splitBody(mediaType(response), response.body);
}

/** Finds the framing of a response body; undefined if it is not a stream. */
export function framingOf(response: RecordedResponse): Framing | undefined {
  return framingFor(mediaType(response), response.body);
}
