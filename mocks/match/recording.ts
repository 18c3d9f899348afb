import { bodyText } from '../body.ts';
import type { Cassette, Interaction } from '../cassette/cassette.ts';
import { type Conversation, messageKey } from '../protocols/conversation.ts';
import { canonicalJson, parseJson } from '../protocols/json.ts';
import type { Protocol } from '../protocols/protocol.ts';
import { protocolOf } from '../protocols/protocols.ts';

/** One interaction ready to be found. */
export interface Recording {
  cassette: Cassette;
  interaction: Interaction;
  /** Its place in the cassette, from 0. */
  position: number;
  method: string;
  /** The end of the URL's path that a request must have. */
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
export function recordingsOf(cassettes: readonly Cassette[]): Recording[] {
  return cassettes.flatMap((cassette) =>
    cassette.interactions.map((interaction, position) => {
      const { url, method, body } = interaction.request;
      const protocol = protocolOf(url);
      return {
        cassette,
        interaction,
        position,
        method: method.toUpperCase(),
        path: protocol?.path ?? new URL(url).pathname,
        protocol,
        asked: readAsked(protocol, bodyText(body)),
        played: false,
      };
    }),
  );
}

/** Reads a request body, recorded or live. Without a protocol the JSON itself is the key. */
export function readAsked(protocol: Protocol | undefined, body: string): Asked {
  const json = parseJson(body);
  const conversation = protocol?.readRequest(json);
  if (!conversation) {
    return { key: json === undefined ? body : canonicalJson(json), messageKeys: [], conversation };
  }
  const messageKeys = conversation.messages.map(messageKey);
  return { key: JSON.stringify([conversation.stream, ...messageKeys]), messageKeys, conversation };
}
