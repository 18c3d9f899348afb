import { firstFrame } from '../amazon-frame.ts';
import { bodyBytes, bodyText } from '../body.ts';
import type { RecordedHeaders, RecordedResponse } from './cassette.ts';

/** The first value of a header, whatever the case of its name; undefined when absent. */
export function header(headers: RecordedHeaders, name: string): string | undefined {
  const found = Object.keys(headers).find((key) => key.toLowerCase() === name);
  return found === undefined ? undefined : headers[found]?.[0];
}

/** The media type of a response in lower case, without parameters; `''` when not recorded. */
export function mediaType(response: RecordedResponse): string {
  const value = header(response.headers, 'content-type') ?? '';
  return (value.split(';', 1)[0] ?? '').trim().toLowerCase();
}

/** Why a body is not what its content type says, and what to do about it. */
interface ContentProblem {
  reason: string;
  mend: string;
}

const FIRST_SSE_LINE = /^\uFEFF?[\r\n]*(?::|(?:data|event|id|retry)(?::|\r|\n|$))/;
const FIRST_JSON_LINE = /^\s*[[{]/;
const EXCERPT = 60;

/**
 * Does a successful response hold what its content type says?
 *
 * Server-sent events begin with a comment or one of the four fields of
 * https://html.spec.whatwg.org/multipage/server-sent-events.html#parsing-an-event-stream ;
 * an empty stream is a stream. JSON is one document, or one a line (Ollama sends NDJSON as
 * `application/json`), where the last may be cut off as in any stream. Amazon's event stream begins
 * with a whole frame. Answers of 400 and above are left alone: gateways label error pages freely.
 */
export function contentProblem(response: RecordedResponse): ContentProblem | undefined {
  if (response.code >= 400) return undefined;
  const encoding = header(response.headers, 'content-encoding');
  if (encoding && encoding !== 'identity' && typeof response.body !== 'string') {
    if (response.uncompressed !== true) {
      return {
        reason: `the body is compressed (content-encoding: ${encoding})`,
        mend: 'Record it again with compression off, or store the plain body',
      };
    }
  }
  const text = bodyText(response.body);
  if (text.trim() === '') return undefined;
  const type = mediaType(response);
  switch (type) {
    case 'text/event-stream':
      return FIRST_SSE_LINE.test(text) ? undefined : notEvents(text);
    case 'application/vnd.amazon.eventstream':
      return firstFrame(bodyBytes(response.body)) ? undefined : notFrames(text);
    case 'application/json':
      return isJson(text) || isJsonLines(text) ? undefined : notJson(type, text);
    case 'application/x-ndjson':
    case 'application/jsonl':
      return FIRST_JSON_LINE.test(text) ? undefined : notJson(type, text);
    default:
      return undefined;
  }
}

function notEvents(text: string): ContentProblem {
  return {
    reason: `the content type is text/event-stream, but the body is not server-sent events: it begins with ${excerpt(text)}`,
    mend: 'Each line begins with "data:", "event:", "id:", "retry:" or ":"; give the response the content type it has, or record it again',
  };
}

function notFrames(text: string): ContentProblem {
  return {
    reason: `the content type is application/vnd.amazon.eventstream, but the body does not begin with a whole frame: it begins with ${excerpt(text)}`,
    mend: 'Give the response the content type it has, or record it again; in YAML such a body is !!binary',
  };
}

function notJson(type: string, text: string): ContentProblem {
  return {
    reason: `the content type is ${type}, but the body is not JSON: ${excerpt(text)}`,
    mend: 'Give the response the content type it has, or record it again',
  };
}

/** Are all lines JSON, but for a last one that has no line end? One line must be whole. */
function isJsonLines(text: string): boolean {
  const whole = text.slice(0, text.lastIndexOf('\n') + 1).split('\n');
  const lines = whole.filter((line) => line.trim() !== '');
  return lines.length > 0 && lines.every(isJson);
}

/** Is the text one JSON document? */
export function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

function excerpt(text: string): string {
  const start = text.trimStart();
  return JSON.stringify(start.length > EXCERPT ? `${start.slice(0, EXCERPT)}…` : start);
}
