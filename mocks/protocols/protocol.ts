import type { RecordedResponse } from '../cassette/cassette.ts';
import type { WireEvent } from '../wire/event.ts';
import type { Written } from '../wire/framing.ts';
import type { Conversation } from './conversation.ts';
import type { JsonObject } from '../util/json.ts';
import type { Part } from './part.ts';

/** Says what each event of one response means. It remembers the events before. */
export type PartReader = (event: WireEvent) => Part[];

/** What tells the protocol of an interaction. */
export interface Exchange {
  /** Of the URL, without query. */
  path: string;
  /** The body of the request, parsed. */
  request: unknown;
  response: RecordedResponse;
}

/** Where an error comes in a stream. */
export interface ErrorPlace {
  /** Of the request: it tells whose protocol it is where several speak it. */
  url: string;
  /** How many events were before. */
  position: number;
}

/** What a provider's API means: one file a protocol, one row in `protocols.ts`. */
export interface Protocol {
  name: string;
  /**
   * Where it is spoken: what the URL's path ends with. Hosts, base paths and models differ; the
   * first that fits is where requests are awaited.
   */
  paths: readonly RegExp[];
  /** Tells it where the path alone does not. Default: one of the paths fits. */
  speaks?: (exchange: Exchange) => boolean;
  /** Tells it by the first event of a response, or the whole JSON, at a path that tells nothing. */
  begins?: (first: JsonObject) => boolean;
  createReader(): PartReader;
  /** The parts of a response that is not a stream, from its parsed JSON. */
  readJson(body: unknown): Part[];
  /** The event by which the provider breaks off in mid-stream. Absent: nothing is known of it. */
  errorEvent?: (message: string, place: ErrorPlace) => Written;
  /** What a request asks, from its parsed JSON; undefined where it is no request of this protocol. */
  readRequest(body: unknown, url: string): Conversation | undefined;
}
