import { isJson } from '../util/json.ts';
import { firstFrame } from './amazon-frame.ts';
import { type Body, bodyBytes, bodyText } from './body.ts';

/** Why a body is not what its media type says, and what to do about it. */
export interface BodyProblem {
  reason: string;
  hint: string;
}

const FIRST_SSE_LINE = /^\uFEFF?[\r\n]*(?::|(?:data|event|id|retry)(?::|\r|\n|$))/;
const FIRST_JSON_LINE = /^\s*[[{]/;
const EXCERPT = 60;

/**
 * Finds a body that does not begin as its media type says; an empty one is an empty stream.
 *
 * Server-sent events begin with a comment or one of the four fields of
 * https://html.spec.whatwg.org/multipage/server-sent-events.html#parsing-an-event-stream .
 * JSON is one document, or one a line (Ollama sends NDJSON as `application/json`), where the last
 * may be cut off as in any stream. Amazon's event stream begins with a whole frame.
 */
export function bodyProblem(mediaType: string, body: Body): BodyProblem | undefined {
  const text = bodyText(body);
  if (text.trim() === '') return undefined;
  switch (mediaType) {
    case 'text/event-stream':
      return FIRST_SSE_LINE.test(text) ? undefined : notEvents(text);
    case 'application/vnd.amazon.eventstream':
      return firstFrame(bodyBytes(body)) ? undefined : notFrames(text);
    case 'application/json':
      return isJson(text) || isJsonLines(text) ? undefined : notJson(mediaType, text);
    case 'application/x-ndjson':
    case 'application/jsonl':
      return FIRST_JSON_LINE.test(text) ? undefined : notJson(mediaType, text);
    default:
      return undefined;
  }
}

const HINT = 'Correct the content type of the response, or record it again';

function notEvents(text: string): BodyProblem {
  return {
    reason: `the content type is text/event-stream, but the body is not server-sent events: it begins with ${excerpt(text)}`,
    hint: `Each line begins with "data:", "event:", "id:", "retry:" or ":". ${HINT}`,
  };
}

function notFrames(text: string): BodyProblem {
  return {
    reason: `the content type is application/vnd.amazon.eventstream, but the body does not begin with a whole frame: it begins with ${excerpt(text)}`,
    hint: `${HINT}; in YAML such a body is !!binary`,
  };
}

function notJson(mediaType: string, text: string): BodyProblem {
  return {
    reason: `the content type is ${mediaType}, but the body is not JSON: ${excerpt(text)}`,
    hint: HINT,
  };
}

/** Tells whether all lines are JSON. A last one without a line end may be cut off, if one is whole. */
function isJsonLines(text: string): boolean {
  const whole = text.slice(0, text.lastIndexOf('\n') + 1).split('\n');
  const lines = whole.filter((line) => line.trim() !== '');
  return lines.length > 0 && lines.every(isJson);
}

function excerpt(text: string): string {
  const start = text.trimStart();
  return JSON.stringify(start.length > EXCERPT ? `${start.slice(0, EXCERPT)}…` : start);
}
