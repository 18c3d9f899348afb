import { isJson } from '../util/json.ts';
import { quote } from '../util/text.ts';
import { readFrame } from '../wire/amazon-frames.ts';
import { type Body, bodyBytes, bodyText } from '../wire/body.ts';
import { header, type RecordedResponse } from './cassette.ts';
import { FIRST_SSE_LINE, mediaType } from './media-type.ts';

/** What keeps a response from being replayed, with a hint for the error message. */
export interface ResponseProblem {
  field: 'body' | 'headers' | 'status';
  code: 'bad-body' | 'bad-value';
  reason: string;
  hint: string;
}

/** A name that HTTP allows: https://www.rfc-editor.org/rfc/rfc9110#name-tokens */
export const TOKEN = /^[!#$%&'*+.^_`|~\w-]+$/;
/** What no `Response` takes in a header or status: https://fetch.spec.whatwg.org/#header-value */
const UNSENDABLE = /[\0\r\n]/;

/**
 * Checks that a response can be sent, and that its body fits its headers. The bodies of 400 and above
 * pass: gateways send error pages under any content type.
 */
export function responseProblem(response: RecordedResponse): ResponseProblem | undefined {
  const head = headProblem(response);
  if (head || response.code >= 400) return head;
  const problem = contentProblem(response);
  return problem && { field: 'body', code: 'bad-body', ...problem };
}

function headProblem({ headers, status = '' }: RecordedResponse): ResponseProblem | undefined {
  const problem = (
    field: ResponseProblem['field'],
    reason: string,
    hint: string,
  ): ResponseProblem => ({
    field,
    code: 'bad-value',
    reason,
    hint,
  });
  if (UNSENDABLE.test(status)) {
    return problem('status', `invalid status ${quote(status, 60)}`, 'Keep it on one line');
  }
  for (const [name, values] of Object.entries(headers)) {
    if (!TOKEN.test(name)) {
      const hint = 'Use letters, digits and dashes';
      return problem('headers', `invalid header name ${quote(name, 60)}`, hint);
    }
    const value = values.find((each) => UNSENDABLE.test(each));
    if (value === undefined) continue;
    return problem(
      'headers',
      `invalid value of ${name}: ${quote(value, 60)}`,
      'Keep it on one line',
    );
  }
  return undefined;
}

type Mismatch = Pick<ResponseProblem, 'reason' | 'hint'>;

function contentProblem(response: RecordedResponse): Mismatch | undefined {
  const { body, headers, uncompressed } = response;
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

const FIRST_JSON_LINE = /^\s*[[{]/;
const HINT = 'Fix the content type of the response, or record it again';

/**
 * Checks that the start of a body fits its media type. An empty body is an empty stream.
 *
 * JSON is one document, or one per line (Ollama sends NDJSON as `application/json`), where the last
 * may be truncated as in any stream. Amazon's event stream starts with a complete frame.
 */
function bodyProblem(type: string, body: Body): Mismatch | undefined {
  const text = bodyText(body);
  if (text.trim() === '') return undefined;
  const mismatch = (found: string, hint = HINT): Mismatch => {
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
