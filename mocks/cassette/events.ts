import type { Framing, WireEvent } from '../wire/event.ts';
import { framingFor } from '../wire/events.ts';
import { mediaType, type RecordedResponse } from './cassette.ts';

/** Splits a response body into its events. A body that is not a stream is one event without data. */
export function eventsOf(response: RecordedResponse): WireEvent[] {
  const framing = framingOf(response);
  if (framing) return framing.split(response.body);
  return response.body === '' ? [] : [{ raw: response.body }];
}

/** Finds the framing of a response body; undefined if it is not a stream. */
export function framingOf(response: RecordedResponse): Framing | undefined {
  return framingFor(mediaType(response), response.body);
}
