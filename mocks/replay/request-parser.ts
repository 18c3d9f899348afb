import { type ParsedRequest, parseRequest } from '../matching/parsed-request.ts';
import type { IncomingRequest, RecordingIndex } from '../matching/recording-index.ts';
import { createRouteTest } from '../matching/route.ts';
import type { Protocol } from '../protocols/protocol.ts';
import { findProtocol, protocolOfRequest, protocolsAt } from '../protocols/protocols.ts';
import { parseJson } from '../util/json.ts';

/**
 * Creates what reads a request that no recording answers: in the protocol of the recordings of its
 * address, else in that of its path, else in the one that it looks like.
 */
export function createRequestParser(index: RecordingIndex) {
  const protocols = index.recordings.flatMap(({ request }) => request.protocol ?? []);
  const isRecorded = createRouteTest(index.routes);
  return (request: IncomingRequest): ParsedRequest => {
    const body = parseJson(request.body);
    const isOfRoute = isRecorded(request.method, request.url);
    const candidates: readonly Protocol[] = [
      ...(isOfRoute ? protocols : []),
      ...protocolsAt(request.url),
      ...protocols,
    ];
    const protocol =
      candidates.find((each) => each.readRequest(body, request.url)) ?? spokenBy(request.url, body);
    return parseRequest(request, protocol);
  };
}

function spokenBy(url: string, body: unknown): Protocol | undefined {
  const name = protocolOfRequest({ url, body });
  return name && findProtocol(name);
}
