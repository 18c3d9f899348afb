import type { Interaction, RecordedRequest, RecordedResponse } from '../cassette/cassette.ts';
import { eventsOf, framingOf } from '../cassette/events.ts';
import { compact } from '../util/json.ts';
import { type Body, bodyBytes } from '../wire/body.ts';
import { type HeaderList, keptRequestHeaders, keptResponseHeaders } from './headers.ts';

/** A request and its whole response as they were seen on their way. Plain JSON. */
export interface CapturedExchange {
  request: ExchangeRequest;
  response: ReceivedResponse;
}

export interface ExchangeRequest {
  method: string;
  url: string;
  headers: HeaderList;
  body: Body;
}

export interface ReceivedResponse {
  status: number;
  /** The phrase alone. */
  statusText: string;
  headers: HeaderList;
  /** Such as `1.1`; absent where it is not known. */
  httpVersion?: string | undefined;
  /** How long after the request the head came, in milliseconds. */
  headMs: number;
  /** Without its compression. */
  body: Body;
  /** The body was compressed. */
  decoded: boolean;
  /** The network chunks of the body: how many bytes, and how long after the head, in milliseconds. */
  chunks: readonly { bytes: number; ms: number }[];
}

/**
 * Makes the interaction to record of an exchange, in the form that go-vcr writes. Headers that change
 * from one recording to the next, or are of the connection, are left out.
 */
export function interactionOf({ request, response }: CapturedExchange, id = 0): Interaction {
  const recorded = responseOf(response);
  return {
    id,
    request: requestOf(request),
    response: { ...recorded, ...timingOf(recorded, response) },
  };
}

function requestOf({ method, url, headers, body }: ExchangeRequest): RecordedRequest {
  return {
    ...protoOf('1.1'),
    content_length: bodyBytes(body).length,
    host: new URL(url).host,
    body,
    headers: keptRequestHeaders(headers),
    url,
    method,
  };
}

function responseOf(response: ReceivedResponse): RecordedResponse {
  const { status, statusText, headers, httpVersion = '1.1', headMs, body, decoded } = response;
  return compact({
    ...protoOf(httpVersion),
    content_length: -1, // as go-vcr writes it for a stream; nothing reads it
    uncompressed: decoded || undefined,
    body,
    headers: keptResponseHeaders(headers),
    status: `${status} ${statusText}`.trim(),
    code: status,
    duration: `${Math.max(0, Math.round(headMs))}ms`,
  });
}

function protoOf(version: string) {
  const [major = '1', minor = '0'] = version.split('.');
  return {
    proto: `HTTP/${major}.${minor}`,
    proto_major: Number(major),
    proto_minor: Number(minor),
  };
}

/** Computes when each event was complete: with the chunk that brought its last byte. */
function timingOf(
  recorded: RecordedResponse,
  { chunks }: ReceivedResponse,
): Pick<RecordedResponse, 'event_times' | 'chunk_sizes'> {
  if (!framingOf(recorded) || chunks.length === 0) return {};
  let chunk = 0;
  let received = chunks[0]!.bytes;
  let end = 0;
  const event_times = eventsOf(recorded).map(({ raw }) => {
    end += bodyBytes(raw).length;
    while (received < end && chunk < chunks.length - 1) received += chunks[++chunk]!.bytes;
    return Math.max(0, Math.round(chunks[chunk]!.ms));
  });
  return { event_times, chunk_sizes: chunks.map(({ bytes }) => bytes) };
}
