import type { WireEvent } from '../wire/event.ts';
import { framingFor, splitBody } from '../wire/events.ts';
import type { Framing } from '../wire/framing.ts';
import type { RecordedResponse } from './cassette.ts';
import { mediaType } from './headers.ts';

/** Cuts the body of a response into its events. One that does not stream is one event without data. */
export function eventsOf(response: RecordedResponse): WireEvent[] {
  return splitBody(mediaType(response), response.body);
}

/** Tells how the body of a response is framed; undefined where it does not stream. */
export function framingOf(response: RecordedResponse): Framing | undefined {
  return framingFor(mediaType(response), response.body);
}
