import type { Body } from '../wire/body.ts';

/** Header names as recorded, each with its values in order. */
export type RecordedHeaders = Record<string, string[]>;

/** The request as go-vcr saved it; the keys are those of the file. Absent in the file = absent here. */
export interface RecordedRequest {
  proto?: string;
  proto_major?: number;
  proto_minor?: number;
  /** As written in the file. Never checked: hand-edited files carry wrong ones. */
  content_length?: number;
  transfer_encoding?: string[];
  trailer?: RecordedHeaders;
  host?: string;
  remote_addr?: string;
  request_uri?: string;
  body: Body;
  form?: RecordedHeaders;
  headers: RecordedHeaders;
  url: string;
  method: string;
}

/** The response as go-vcr saved it; the keys are those of the file. */
export interface RecordedResponse {
  proto?: string;
  proto_major?: number;
  proto_minor?: number;
  transfer_encoding?: string[];
  trailer?: RecordedHeaders;
  /** As written in the file. Never checked: hand-edited files carry wrong ones. */
  content_length?: number;
  /** True when the recorder's HTTP client had decompressed the body. */
  uncompressed?: boolean;
  body: Body;
  headers: RecordedHeaders;
  /** Code and phrase, such as `200 OK`. */
  status?: string;
  code: number;
  /** Time to the response HEADERS as a Go duration, such as `113.6ms`. It says nothing of the chunks. */
  duration?: string;
}

/** One recorded request and its response. */
export interface Interaction {
  /** The number in the file. Ids are not an order: the position in `interactions` is. */
  id: number;
  request: RecordedRequest;
  response: RecordedResponse;
}

/** A go-vcr version 2 cassette, as JSON and nothing but JSON. */
export interface Cassette {
  /** The name given to `parseCassette`, for messages. Not part of the file. */
  file?: string;
  version: 2;
  interactions: Interaction[];
}

/** The cassette's name in messages. */
export function cassetteName(cassette: Cassette): string {
  return cassette.file ?? '(cassette without a file name)';
}
