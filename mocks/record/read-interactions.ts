import type { Cassette, Interaction } from '../cassette/cassette.ts';
import { eventsOf } from '../cassette/events.ts';
import type { Conversation } from '../protocols/conversation.ts';
import type { Part } from '../protocols/part.ts';
import type { Protocol } from '../protocols/protocol.ts';
import { protocolOf } from '../protocols/protocols.ts';
import { readParts } from '../protocols/read-parts.ts';
import {
  createRecordedConversations,
  type RecordedExchange,
} from '../protocols/recorded-conversations.ts';
import { parseJson } from '../util/json.ts';
import { bodyText } from '../wire/body.ts';
import type { WireEvent } from '../wire/event.ts';

/** One interaction with all that can be read of it. */
export interface ReadInteraction {
  /** Its place in the cassette, counted from 1. */
  number: number;
  interaction: Interaction;
  /** Undefined for what is not a completion of a known protocol. */
  protocol: Protocol | undefined;
  /** Undefined where the protocol cannot read the request. */
  conversation: Conversation | undefined;
  events: readonly WireEvent[];
  /** The parts of each event; empty lists without a protocol. */
  parts: Part[][];
  /** Its place in the recorded conversations; undefined without a conversation. */
  exchange: RecordedExchange | undefined;
}

/** Reads each interaction as far as it can be read: never throws where `transcript` would. */
export function readInteractions(cassette: Cassette): ReadInteraction[] {
  const conversations = createRecordedConversations();
  return cassette.interactions.map((interaction, at) => {
    const { request, response } = interaction;
    // Other methods are of side calls, such as a list of models.
    const protocol = request.method.toUpperCase() === 'POST' ? protocolOf(interaction) : undefined;
    const body = parseJson(bodyText(request.body));
    const conversation = protocol?.readRequest(body, request.url);
    const events = eventsOf(response);
    return {
      number: at + 1,
      interaction,
      protocol,
      conversation,
      events,
      parts: protocol ? readParts(protocol, response) : events.map(() => []),
      exchange:
        protocol &&
        conversation &&
        conversations.add(interaction, at, protocol, conversation.messages),
    };
  });
}
