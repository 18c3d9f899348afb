import { type BodyProblem, bodyProblem } from '../wire/body-problem.ts';
import type { RecordedResponse } from './cassette.ts';
import { header, mediaType } from './headers.ts';

/**
 * Finds a response whose body is not what its headers say. Responses of 400 and above pass:
 * gateways label error pages freely.
 */
export function responseProblem(response: RecordedResponse): BodyProblem | undefined {
  const { body, code, headers, uncompressed } = response;
  if (code >= 400) return undefined;
  const encoding = header(headers, 'content-encoding');
  const isCompressed = encoding && encoding !== 'identity' && typeof body !== 'string';
  if (isCompressed && uncompressed !== true) {
    return {
      reason: `the body is compressed (content-encoding: ${encoding})`,
      hint: 'Record it again with compression off, or store the plain body',
    };
  }
  return bodyProblem(mediaType(response), body);
}
