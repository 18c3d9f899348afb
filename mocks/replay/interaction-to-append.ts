import { interactionText } from '../cassette/interaction-text.ts';
import type { ParsedRequest } from '../matching/parsed-request.ts';
import type { IncomingRequest } from '../matching/recording-index.ts';
import { maskedUrl } from '../util/masked-url.ts';
import { textAnswer } from './text-answer.ts';

/** Writes the interaction that would answer a request, to paste at the end of a cassette. */
export function interactionToAppend(
  { method, url, body }: IncomingRequest,
  parsed: ParsedRequest,
  id: number,
): string {
  const request = {
    method,
    url: maskedUrl(url).replaceAll('…', 'REDACTED_KEY_1'),
    headers: {},
    body,
  };
  const response = textAnswer('Write the answer here.', parsed);
  return interactionText({
    id,
    request,
    response: response ?? { code: 200, headers: {}, body: '' },
  });
}
