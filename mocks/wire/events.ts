import { type Body, bodyBytes, bodyOf, fromBinary, toBinary } from './body.ts';
import { amazonFrames } from './amazon-frames.ts';
import type { Framing, WireEvent } from './event.ts';
import { isNdjson, ndjson } from './ndjson.ts';
import { sse } from './sse.ts';

/** Finds the framing of a body; undefined if it is not a stream, such as a JSON document or a page. */
export function framingFor(mediaType: string, body: Body): Framing | undefined {
  switch (mediaType) {
    case 'text/event-stream':
      return sse;
    case 'application/x-ndjson':
    case 'application/jsonl':
      return ndjson;
    case 'application/vnd.amazon.eventstream':
      return amazonFrames;
    case 'application/json':
      return isNdjson(body) ? ndjson : undefined; // Ollama's content type for NDJSON
    default:
      return undefined;
  }
}

/** Joins events to the body they were split from. */
export function joinEvents(events: readonly WireEvent[]): Body {
  const parts = events.map(({ raw }) => raw);
  if (parts.every((raw) => typeof raw === 'string')) return parts.join('');
  return bodyOf(fromBinary(parts.map((raw) => toBinary(bodyBytes(raw))).join('')));
}
