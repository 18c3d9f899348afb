import type { RecordedHeaders } from '../cassette/cassette.ts';
import type { WireEvent } from '../wire/event.ts';
import type { Conversation } from './conversation.ts';
import type { Part } from './part.ts';

/** Says what each event of one response means. It remembers the events before. */
export type PartReader = (event: WireEvent) => Part[];

/** What a provider's API means: one file a protocol, one row in `protocols.ts`. */
export interface Protocol {
  name: string;
  /**
   * Where it is spoken: what the URL's path ends with. Hosts, base paths and models differ; the
   * first that fits is where requests are awaited.
   */
  paths: readonly RegExp[];
  /** Tells it where the path does not: by the parsed request and the headers of the response. */
  speaks?: (request: unknown, headers: RecordedHeaders) => boolean;
  createReader(): PartReader;
  /** The parts of a response that is not a stream, from its parsed JSON. */
  readJson(body: unknown): Part[];
  /** What a request asks, from its parsed JSON; undefined where it is no request of this protocol. */
  readRequest(body: unknown, url: string): Conversation | undefined;
}
