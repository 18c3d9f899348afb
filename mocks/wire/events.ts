import type { RecordedResponse } from '../cassette/cassette.ts';
import { mediaType } from '../cassette/content.ts';
import { splitEvents, type SseEvent } from './sse.ts';

/** The events of a recorded response. A body that is not a stream is one event without data. */
export function eventsOf(response: RecordedResponse): SseEvent[] {
  if (mediaType(response) === 'text/event-stream') return splitEvents(response.body);
  return response.body === '' ? [] : [{ raw: response.body }];
}
