import type { Cassette } from '../../cassette/cassette.ts';
import { describeEvent, describeParts } from '../../protocols/describe-events.ts';
import type { Part } from '../../protocols/part.ts';
import type { AssistantTurn, UserTurn } from '../../protocols/recorded-conversations.ts';
import { isObject, parseJson, text } from '../../util/json.ts';
import { bodyBytes } from '../../wire/body.ts';
import { type ReadInteraction, readInteractions } from '../read-interactions.ts';
import { type ChunkStyle, chunkStyleOf } from './chunk-style.ts';

/** What a cassette holds, as JSON. */
export interface CassetteDescription {
  file?: string;
  interactions: InteractionDescription[];
}

export interface InteractionDescription {
  /** Its place in the cassette, counted from 1. */
  number: number;
  method: string;
  url: string;
  status: number;
  /** Absent for what is not a completion of a known protocol. */
  protocol?: string;
  model?: string;
  /** What the request adds to the conversation, then the answer. A call has its result, if there is one. */
  turns: (UserTurn | AssistantTurn)[];
  /** The message of a response of 400 and above. */
  error?: string;
  style: ChunkStyle;
  /** Absent where they were not asked for. */
  events?: EventDescription[];
}

export interface EventDescription {
  /** Its place in the stream, counted from 1. */
  number: number;
  /** Milliseconds after the headers; absent where they were not recorded. */
  ms?: number;
  bytes: number;
  /** The type that the framing or the JSON gives; absent where there is none. */
  type?: string;
  parts: Part[];
  /** The parts in words; without parts, what the event is. */
  says: string;
  /** Set where the body ends inside the event. */
  incomplete?: true;
}

/**
 * Describes what a cassette holds: its conversations, the chunk style of each response, and its events.
 * @param options.events whether each event is described. Default: false
 */
export function describeCassette(
  cassette: Cassette,
  { events = false }: { events?: boolean } = {},
): CassetteDescription {
  // All are read before the first is described: results come with later requests.
  const interactions = readInteractions(cassette).map((each) => describe(each, events));
  return { ...(cassette.file !== undefined && { file: cassette.file }), interactions };
}

function describe(read: ReadInteraction, withEvents: boolean): InteractionDescription {
  const { number, interaction, protocol, conversation, exchange } = read;
  const { request, response } = interaction;
  const answer = exchange?.answer;
  const error = response.code >= 400 ? errorOf(read) : undefined;
  return {
    number,
    method: request.method,
    url: request.url,
    status: response.code,
    ...(protocol && { protocol: protocol.name }),
    ...(conversation?.model !== undefined && { model: conversation.model }),
    turns: [...(exchange?.added ?? []), ...(answer ? [answer] : [])],
    ...(error !== undefined && { error }),
    style: chunkStyleOf(read),
    ...(withEvents && { events: describeEvents(read) }),
  };
}

function errorOf({ parts, interaction }: ReadInteraction): string | undefined {
  const part = parts.flat().find(({ type }) => type === 'error');
  return part?.type === 'error' ? part.message : interaction.response.status;
}

function describeEvents({ events, parts, interaction }: ReadInteraction): EventDescription[] {
  const times = interaction.response.event_times;
  return events.map((event, at) => {
    const said = parts[at] ?? [];
    const ms = times?.[at];
    const type = event.event ?? typeOf(event.data);
    return {
      number: at + 1,
      ...(ms !== undefined && { ms }),
      bytes: bodyBytes(event.raw).length,
      ...(type !== undefined && { type }),
      parts: said,
      says: said.length > 0 ? describeParts(said) : describeEvent(event),
      ...(event.incomplete && { incomplete: true as const }),
    };
  });
}

function typeOf(data: string | undefined): string | undefined {
  const chunk = parseJson(data ?? '');
  return isObject(chunk) ? (text(chunk['type']) ?? text(chunk['object'])) : undefined;
}
