import type { RecordedResponse } from '../cassette/cassette.ts';
import type { EventContent, WireEvent } from '../wire/event.ts';
import type { Conversation } from './conversation.ts';
import type { JsonObject } from '../util/json.ts';
import type { Part } from './part.ts';
import type { Writer } from './writers/writer.ts';

/** Reads the parts of each event of one response, in order. Keeps state between events. */
export type PartReader = (event: WireEvent) => Part[];

/** The meaning of a provider's API: one file a protocol, one row in `protocols.ts`. */
export interface Protocol {
  name: string;
  /**
   * Patterns for the end of the URL's path: hosts, base paths and models differ. Handlers listen at
   * the first that matches.
   */
  paths: readonly RegExp[];
  /** Recognises the protocol if the path alone is not enough. Default: one of the paths matches. */
  matches?: (evidence: {
    /** The path of the URL, without query. */
    path: string;
    /** The parsed JSON of the request body. */
    request: unknown;
    response: RecordedResponse;
  }) => boolean;
  /** Recognises the protocol, at any path, by the first event or the JSON document of a response. */
  matchesFirst?: (first: JsonObject) => boolean;
  createReader(): PartReader;
  /** Reads the parts of a response that is not a stream, from its parsed JSON. */
  readJson(body: unknown): Part[];
  /**
   * Makes the event by which the provider aborts a stream, after `position` events. Providers of one
   * protocol send different errors: see the URL of the request. Absent if it is not known.
   */
  errorEvent?: (message: string, place: { url: string; position: number }) => EventContent;
  /** Writes requests and responses, for `chatCassette` and side calls. Absent where nobody needs it. */
  writer?: Writer;
  /** Reads a request from its parsed JSON; undefined if it is not a request of this protocol. */
  readRequest(body: unknown, url: string): Conversation | undefined;
}
