import { FIRST_SSE_LINE } from '../../../cassette/media-type.ts';
import { isJson } from '../../../util/json.ts';
import { readFrame } from '../../../wire/amazon-frames.ts';
import { bodyOf } from '../../../wire/body.ts';
import { givenRequest } from './given-request.ts';
import type { Importer } from '../importer.ts';
import type { Source } from '../source.ts';

/** The body of one response, as `curl -N -o` or a log keeps it: SSE, NDJSON, Amazon's frames or JSON. */
export const bareBody = {
  format: 'body',
  mismatch(source) {
    return isBody(source) ? undefined : 'it begins with no SSE field, JSON line or frame';
  },
  read(source, options) {
    if (options.url === undefined) {
      throw source.error(
        'it is the body of a response, without a URL',
        'Give the URL with url (--url), and the JSON of the request with request (--request)',
      );
    }
    const { request, notes } = givenRequest(options);
    const response = { code: 200, headers: {}, body: bodyOf(source.bytes) };
    const assumed = 'The status was not recorded: 200 is assumed.';
    return {
      exchanges: [{ request, response, notes: [...notes, assumed] }],
      skipped: [],
      notes: [],
    };
  },
} as const satisfies Importer;

function isBody(source: Source): boolean {
  if (readFrame(source.bytes)) return true;
  const text = source.text();
  if (text === undefined) return false;
  if (FIRST_SSE_LINE.test(text)) return true;
  const [first = ''] = text.trimStart().split('\n', 1);
  return /^[[{]/.test(first) && (isJson(first) || source.json() !== undefined);
}
