import type { Body } from '../wire/body.ts';
import type { Framing, WireEvent } from '../wire/event.ts';
import { framingFor } from '../wire/events.ts';
import { header, NULL_BODY, type RecordedResponse } from './cassette.ts';
import { mediaType } from './media-type.ts';

/** The events of a response, with all that decides what they are: code may change a cassette. */
interface Split {
  code: number;
  type: string | undefined;
  body: Body;
  events: readonly WireEvent[];
}

const known = new WeakMap<RecordedResponse, Split>();

/**
 * Splits a response body into its events, once: a long one takes time that no request should wait for.
 * A body that is not a stream is one event without data; that of a status without a body has no event, since
 * no app can get it.
 */
export function eventsOf(response: RecordedResponse): readonly WireEvent[] {
  const { code, body } = response;
  const type = header(response.headers, 'content-type');
  const earlier = known.get(response);
  if (earlier && earlier.code === code && earlier.type === type && earlier.body === body) {
    return earlier.events;
  }
  const events = split(response);
  known.set(response, { code, type, body, events });
  return events;
}

function split(response: RecordedResponse): WireEvent[] {
  if (NULL_BODY.has(response.code)) return [];
  const framing = framingOf(response);
  if (framing) return framing.split(response.body);
  return response.body === '' ? [] : [{ raw: response.body }];
}

/** Finds the framing of a response body; undefined if it is not a stream. */
export function framingOf(response: RecordedResponse): Framing | undefined {
  return framingFor(mediaType(response), response.body);
}
