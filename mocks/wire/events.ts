import { type Body, bodyBytes, bodyOf, fromBinary, toBinary } from '../body.ts';
import type { RecordedResponse } from '../cassette/cassette.ts';
import { mediaType } from '../cassette/content.ts';
import { amazonFrames } from './amazon-frames.ts';
import type { WireEvent } from './event.ts';
import type { Framing } from './framing.ts';
import { isNdjson, ndjson } from './ndjson.ts';
import { sse } from './sse.ts';

/** How a response is framed; undefined where it is one whole: a JSON document, a page. */
export function framingOf(response: RecordedResponse): Framing | undefined {
  switch (mediaType(response)) {
    case 'text/event-stream':
      return sse;
    case 'application/x-ndjson':
    case 'application/jsonl':
      return ndjson;
    case 'application/vnd.amazon.eventstream':
      return amazonFrames;
    case 'application/json':
      return isNdjson(response.body) ? ndjson : undefined; // so Ollama labels it
    default:
      return undefined;
  }
}

/** The events of a recorded response. A body that is not a stream is one event without data. */
export function eventsOf(response: RecordedResponse): WireEvent[] {
  const framing = framingOf(response);
  if (framing) return framing.split(response.body);
  return response.body === '' ? [] : [{ raw: response.body }];
}

/** The body these events were cut from: the inverse of cutting. */
export function joinEvents(events: readonly WireEvent[]): Body {
  const parts = events.map(({ raw }) => raw);
  if (parts.every((raw) => typeof raw === 'string')) return parts.join('');
  return bodyOf(fromBinary(parts.map((raw) => toBinary(bodyBytes(raw))).join('')));
}
