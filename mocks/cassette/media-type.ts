import { readFrame } from '../wire/amazon-frames.ts';
import { type Body, bodyBytes, bodyText } from '../wire/body.ts';
import { isNdjson } from '../wire/ndjson.ts';
import { isJson } from '../util/json.ts';
import { header, type RecordedResponse } from './cassette.ts';

/**
 * Matches the start of server-sent events: a comment or one of the four fields of
 * https://html.spec.whatwg.org/multipage/server-sent-events.html#parsing-an-event-stream
 */
export const FIRST_SSE_LINE = /^\uFEFF?[\r\n]*(?::|(?:data|event|id|retry)(?::|\r|\n|$))/;

/**
 * Returns the media type of a response in lower case, without parameters. Where none was recorded, it
 * is that of the framing of the body; `''` for a body of no known framing.
 */
export function mediaType({ headers, body }: RecordedResponse): string {
  const value = header(headers, 'content-type');
  return value === undefined ? inferredType(body) : value.split(';', 1)[0]!.trim().toLowerCase();
}

function inferredType(body: Body): string {
  if (typeof body !== 'string' && readFrame(bodyBytes(body))) {
    return 'application/vnd.amazon.eventstream';
  }
  const text = bodyText(body);
  if (FIRST_SSE_LINE.test(text)) return 'text/event-stream';
  if (!/^\s*[[{]/.test(text)) return '';
  if (isNdjson(body)) return 'application/x-ndjson';
  return isJson(text) ? 'application/json' : '';
}
