import type { SseEvent } from '../wire/sse.ts';
import type { Conversation } from './conversation.ts';
import type { Part } from './part.ts';

/** Says what each event of one response means. It remembers the events before. */
export type PartReader = (event: SseEvent) => Part[];

/** What a provider's API means: one file a protocol, one row in `protocols.ts`. */
export interface Protocol {
  name: string;
  /** The end of the URL's path. Hosts and base paths differ from provider to provider. */
  path: string;
  createReader(): PartReader;
  /** The parts of a response that is not a stream, from its parsed JSON. */
  readJson(body: unknown): Part[];
  /** What a request asks, from its parsed JSON; undefined where it is no request of this protocol. */
  readRequest(body: unknown): Conversation | undefined;
}
