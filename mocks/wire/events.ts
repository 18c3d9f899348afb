import { type Body, bodyBytes, bodyOf, bodyText, fromBinary, toBinary } from './body.ts';
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
    case 'application/ndjson':
    case 'application/jsonl':
    case 'application/x-jsonlines':
    case 'application/stream+json':
      return ndjson;
    case 'application/vnd.amazon.eventstream':
      return amazonFrames;
    case 'application/json': // Ollama's content type for NDJSON
      return isNdjson(body) ? ndjson : undefined;
    case 'text/plain': // those of back ends that name no type of their own
    case 'application/octet-stream':
      return /^\s*[[{]/.test(bodyText(body)) && isNdjson(body) ? ndjson : undefined;
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
