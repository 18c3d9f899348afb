import { isJson } from '../util/json.ts';
import { quote } from '../util/text.ts';
import { readFrame } from '../wire/amazon-frames.ts';
import { type Body, bodyBytes, bodyText } from '../wire/body.ts';
import { header, mediaType, type RecordedResponse } from './cassette.ts';

/** A mismatch of the body and the headers of a response, with a hint for the error message. */
export interface ResponseProblem {
  reason: string;
  hint: string;
}

/**
 * Checks that a response body fits its headers. Responses of 400 and above pass: gateways send error
 * pages under any content type.
 */
export function responseProblem(response: RecordedResponse): ResponseProblem | undefined {
  const { body, code, headers, uncompressed } = response;
  if (code >= 400) return undefined;
  const encoding = header(headers, 'content-encoding');
  const isCompressed = encoding && encoding !== 'identity' && typeof body !== 'string';
  if (isCompressed && uncompressed !== true) {
    return {
      reason: `the body is compressed (content-encoding: ${encoding})`,
      hint: 'Record it again without compression, or store the decompressed body',
    };
  }
  return bodyProblem(mediaType(response), body);
}

const FIRST_SSE_LINE = /^\uFEFF?[\r\n]*(?::|(?:data|event|id|retry)(?::|\r|\n|$))/;
const FIRST_JSON_LINE = /^\s*[[{]/;
const HINT = 'Fix the content type of the response, or record it again';

/**
 * Checks that the start of a body fits its media type. An empty body is an empty stream.
 *
 * Server-sent events start with a comment or one of the four fields of
 * https://html.spec.whatwg.org/multipage/server-sent-events.html#parsing-an-event-stream .
 * JSON is one document, or one per line (Ollama sends NDJSON as `application/json`), where the last
 * may be truncated as in any stream. Amazon's event stream starts with a complete frame.
 */
function bodyProblem(type: string, body: Body): ResponseProblem | undefined {
  const text = bodyText(body);
  if (text.trim() === '') return undefined;
  const mismatch = (found: string, hint = HINT): ResponseProblem => {
    const start = quote(text.trimStart(), 60);
    return { reason: `the content type is ${type}, but the body ${found} ${start}`, hint };
  };
  switch (type) {
    case 'text/event-stream': {
      const hint = `Each line must start with "data:", "event:", "id:", "retry:" or ":". ${HINT}`;
      return FIRST_SSE_LINE.test(text) ? undefined : mismatch('starts with', hint);
    }
    case 'application/vnd.amazon.eventstream': {
      const hint = `${HINT}; write binary bodies as !!binary`;
      const isFrame = readFrame(bodyBytes(body)) !== undefined;
      return isFrame ? undefined : mismatch('does not start with a complete frame:', hint);
    }
    case 'application/json':
      return isJson(text) || isJsonLines(text) ? undefined : mismatch('is not JSON:');
    case 'application/x-ndjson':
    case 'application/jsonl':
      return FIRST_JSON_LINE.test(text) ? undefined : mismatch('is not JSON:');
    default:
      return undefined;
  }
}

/** Checks whether each line is JSON. After a first complete line, the last one may be truncated. */
function isJsonLines(text: string): boolean {
  const complete = text.slice(0, text.lastIndexOf('\n') + 1).split('\n');
  const lines = complete.filter((line) => line.trim() !== '');
  return lines.length > 0 && lines.every(isJson);
}
