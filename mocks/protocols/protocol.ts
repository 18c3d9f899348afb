import type { Cassette, RecordedResponse } from '../cassette/cassette.ts';
import type { EventContent, WireEvent } from '../wire/event.ts';
import type { Conversation } from './conversation.ts';
import type { JsonObject } from '../util/json.ts';
import type { Part } from './part.ts';
import type { Writer } from './writers/writer.ts';

/** Reads the parts of each event of one response, in order. Keeps state between events. */
export type PartReader = (event: WireEvent) => Part[];

/**
 * The meaning of the events and requests of an API. Built-in ones are one file each, and one row in
 * `protocols.ts`; `defineProtocol` makes others. Nothing in it throws, whatever it reads.
 */
export interface Protocol {
  /** In messages, and for the option `protocol` where it is built in. */
  name: string;
  /**
   * Patterns for the end of the URL's path: hosts, base paths and models differ. Handlers listen at
   * the first that matches.
   */
  paths: readonly RegExp[];
  /**
   * Recognises a built-in protocol if the path alone is not enough. Default: one of the
   * paths matches.
   */
  matches?: (evidence: {
    /** The path of the URL, without query. */
    path: string;
    /** The parsed JSON of the request body. */
    request: unknown;
    response: RecordedResponse;
  }) => boolean;
  /** Recognises a built-in protocol, at any path, by the first event or the JSON document of a response. */
  matchesFirst?: (first: JsonObject) => boolean;
  /** Creates the reader of one response. */
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
  /**
   * Checks the cassettes that it is to read, before the first request. Absent in built-in protocols.
   * @throws PlayheadError `bad-cassette` where it finds nothing in one.
   */
  checkCassettes?: (cassettes: readonly Cassette[]) => void;
}
