import { isJson } from '../util/json.ts';
import { quote } from '../util/text.ts';
import { readFrame } from './amazon-frame.ts';
import { type Body, bodyBytes, bodyText } from './body.ts';

/** A mismatch of body and media type, with a hint for the error message. */
export interface BodyProblem {
  reason: string;
  hint: string;
}

const FIRST_SSE_LINE = /^\uFEFF?[\r\n]*(?::|(?:data|event|id|retry)(?::|\r|\n|$))/;
const FIRST_JSON_LINE = /^\s*[[{]/;
const EXCERPT = 60;

/**
 * Checks that the start of a body fits its media type. An empty body is an empty stream.
 *
 * Server-sent events start with a comment or one of the four fields of
 * https://html.spec.whatwg.org/multipage/server-sent-events.html#parsing-an-event-stream .
 * JSON is one document, or one per line (Ollama sends NDJSON as `application/json`), where the last
 * may be truncated as in any stream. Amazon's event stream starts with a complete frame.
 */
export function bodyProblem(mediaType: string, body: Body): BodyProblem | undefined {
  const text = bodyText(body);
  if (text.trim() === '') return undefined;
  switch (mediaType) {
    case 'text/event-stream':
      return FIRST_SSE_LINE.test(text) ? undefined : notSse(text);
    case 'application/vnd.amazon.eventstream':
      return readFrame(bodyBytes(body)) ? undefined : notFrames(text);
    case 'application/json':
      return isJson(text) || isJsonLines(text) ? undefined : notJson(mediaType, text);
    case 'application/x-ndjson':
    case 'application/jsonl':
      return FIRST_JSON_LINE.test(text) ? undefined : notJson(mediaType, text);
    default:
      return undefined;
  }
}

const HINT = 'Fix the content type of the response, or record it again';

function notSse(text: string): BodyProblem {
  return {
    reason: `the content type is text/event-stream, but the body starts with ${excerpt(text)}`,
    hint: `Each line must start with "data:", "event:", "id:", "retry:" or ":". ${HINT}`,
  };
}

function notFrames(text: string): BodyProblem {
  return {
    reason: `the content type is application/vnd.amazon.eventstream, but the body does not start with a complete frame: ${excerpt(text)}`,
    hint: `${HINT}; write binary bodies as !!binary`,
  };
}

function notJson(mediaType: string, text: string): BodyProblem {
  return {
    reason: `the content type is ${mediaType}, but the body is not JSON: ${excerpt(text)}`,
    hint: HINT,
  };
}

/** Checks whether each line is JSON. After a first complete line, the last one may be truncated. */
function isJsonLines(text: string): boolean {
  const complete = text.slice(0, text.lastIndexOf('\n') + 1).split('\n');
  const lines = complete.filter((line) => line.trim() !== '');
  return lines.length > 0 && lines.every(isJson);
}

function excerpt(text: string): string {
  return quote(text.trimStart(), EXCERPT);
}
