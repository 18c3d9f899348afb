import type { Body } from '../wire/body.ts';

/** Header names as recorded, each with its values in order. */
export type RecordedHeaders = Record<string, string[]>;

/** What requests and responses share. */
interface RecordedMessage {
  proto?: string;
  proto_major?: number;
  proto_minor?: number;
  /** The value in the file. Never checked: hand-edited files carry wrong ones. */
  content_length?: number;
  transfer_encoding?: string[];
  trailer?: RecordedHeaders;
  body: Body;
  headers: RecordedHeaders;
}

/** A request as saved by go-vcr, with the keys of the file; a key absent there is absent here. */
export interface RecordedRequest extends RecordedMessage {
  host?: string;
  remote_addr?: string;
  request_uri?: string;
  form?: RecordedHeaders;
  url: string;
  method: string;
}

/** A response as saved by go-vcr, with the keys of the file. */
export interface RecordedResponse extends RecordedMessage {
  /** True if the recorder's HTTP client decompressed the body. */
  uncompressed?: boolean;
  /** Status code and phrase, such as `200 OK`. */
  status?: string;
  code: number;
  /** Time to the response HEADERS as a Go duration, such as `113.6ms`; not the time of the body. */
  duration?: string;
  /**
   * When each event of the body was complete, in milliseconds after the headers. A key of Playhead's
   * own, which go-vcr ignores.
   */
  event_times?: number[];
  /** How many bytes came in each network chunk of the body, in their order. As `event_times`. */
  chunk_sizes?: number[];
}

/** One recorded request and its response. */
export interface Interaction {
  /** The number in the file. The order is that of `interactions`, not that of the ids. */
  id: number;
  request: RecordedRequest;
  response: RecordedResponse;
}

/** A go-vcr version 2 cassette, as plain JSON. */
export interface Cassette {
  /** The name for messages, as given to `parseCassette`. Not part of the file. */
  file?: string;
  version: 2;
  interactions: Interaction[];
}

/** Names the cassette in messages. */
export function cassetteName({
  file = 'the unnamed cassette',
}: {
  file?: string | undefined;
}): string {
  return file;
}

/** Returns the first value of a header, whatever the case of its name; undefined if absent. */
export function header(headers: RecordedHeaders, name: string): string | undefined {
  const found = Object.keys(headers).find((key) => key.toLowerCase() === name);
  return found === undefined ? undefined : headers[found]?.[0];
}

/** Statuses of responses without a body: https://fetch.spec.whatwg.org/#null-body-status */
export const NULL_BODY: ReadonlySet<number> = new Set([204, 205, 304]);
