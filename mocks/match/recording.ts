import { bodyText } from '../body.ts';
import type { Cassette, Interaction } from '../cassette/cassette.ts';
import { type Conversation, messageKey } from '../protocols/conversation.ts';
import { canonicalJson, parseJson } from '../protocols/json.ts';
import type { Protocol } from '../protocols/protocol.ts';
import { pathOf, protocolOf, type ProtocolName } from '../protocols/protocols.ts';

/** One interaction ready to be found. */
export interface Recording {
  cassette: Cassette;
  interaction: Interaction;
  /** Its place in the cassette, from 0. */
  position: number;
  method: string;
  /** What the path of a request must end with: the source of a regular expression. */
  path: string;
  protocol: Protocol | undefined;
  asked: Asked;
  played: boolean;
}

/** A request in the form that requests are compared in. */
export interface Asked {
  /** Equal keys ask for the same answer. */
  key: string;
  /** One key a message; empty where no protocol reads the request. */
  messageKeys: string[];
  conversation: Conversation | undefined;
}

/** Lists every interaction of the cassettes, in file order. */
export function recordingsOf(
  cassettes: readonly Cassette[],
  protocolName?: ProtocolName,
): Recording[] {
  return cassettes.flatMap((cassette) =>
    cassette.interactions.map((interaction, position) => {
      const { url, method, body } = interaction.request;
      const protocol = protocolOf(interaction, protocolName);
      return {
        cassette,
        interaction,
        position,
        method: method.toUpperCase(),
        path: pathOf(protocol, url),
        protocol,
        asked: readAsked(protocol, bodyText(body), url),
        played: false,
      };
    }),
  );
}

/** Reads a request body, recorded or live. Without a protocol the JSON itself is the key. */
export function readAsked(protocol: Protocol | undefined, body: string, url: string): Asked {
  const json = parseJson(body);
  const conversation = protocol?.readRequest(json, url);
  if (!conversation) {
    return { key: json === undefined ? body : canonicalJson(json), messageKeys: [], conversation };
  }
  const messageKeys = conversation.messages.map(messageKey);
  return { key: JSON.stringify([conversation.stream, ...messageKeys]), messageKeys, conversation };
}
