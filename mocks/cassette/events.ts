import type { Framing, WireEvent } from '../wire/event.ts';
import { framingFor } from '../wire/events.ts';
import { NULL_BODY, type RecordedResponse } from './cassette.ts';
import { mediaType } from './media-type.ts';

/**
 * Splits a response body into its events. A body that is not a stream is one event without data; that
 * of a status without a body is none, since no app can get it.
 */
export function eventsOf(response: RecordedResponse): WireEvent[] {
  if (NULL_BODY.has(response.code)) return [];
  const framing = framingOf(response);
  if (framing) return framing.split(response.body);
  return response.body === '' ? [] : [{ raw: response.body }];
}

/** Finds the framing of a response body; undefined if it is not a stream. */
export function framingOf(response: RecordedResponse): Framing | undefined {
  return framingFor(mediaType(response), response.body);
}
