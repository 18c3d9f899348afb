import { type BodyProblem, bodyProblem } from '../wire/body-problem.ts';
import type { RecordedResponse } from './cassette.ts';
import { header, mediaType } from './headers.ts';

/**
 * Checks that a response body fits its headers. Responses of 400 and above pass: gateways send error
 * pages under any content type.
 */
export function responseProblem(response: RecordedResponse): BodyProblem | undefined {
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
