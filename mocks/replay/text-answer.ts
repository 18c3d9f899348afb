import type { RecordedResponse } from '../cassette/cassette.ts';
import type { ParsedRequest } from '../matching/parsed-request.ts';
import { textResponse } from '../protocols/plan-conversation.ts';
import { writeResponse } from '../protocols/writers/write-response.ts';

/** Writes an answer of one text as the request asks for it; undefined where its protocol is not known. */
export function textAnswer(
  content: string,
  { url, body, protocol, conversation }: ParsedRequest,
): RecordedResponse | undefined {
  const { writer } = protocol ?? {};
  if (!writer) return undefined;
  const { stream = writer.streamsByDefault ?? false, model = '' } = conversation ?? {};
  return writeResponse({ writer }, textResponse(content), { stream, model, url, body });
}
