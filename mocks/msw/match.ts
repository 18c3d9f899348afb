import { bodyText } from '../body.ts';
import type { Cassette, Interaction } from '../cassette/cassette.ts';
import { type Conversation, messageKey } from '../protocols/conversation.ts';
import { canonicalJson, parseJson } from '../protocols/json.ts';
import type { Protocol } from '../protocols/protocol.ts';
import { protocolOf } from '../protocols/protocols.ts';
import { groupBy } from './group-by.ts';

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

/**
 * Finds recordings by what was asked, `match: 'conversation'`: the conversation so far is equal.
 * Model and tool names break ties, then file order; each recording answers once, or round and
 * round with `repeat`.
 */
export function createMatcher(recordings: readonly Recording[], repeat: boolean) {
  const byKey = groupBy(recordings, ({ asked }) => asked.key);
  return (asked: Asked): Recording | undefined => {
    const equal = byKey.get(asked.key) ?? [];
    if (repeat && equal.every(({ played }) => played)) {
      for (const recording of equal) recording.played = false;
    }
    let best: Recording | undefined;
    for (const recording of equal) {
      if (recording.played) continue;
      if (!best || likeness(recording.asked, asked) > likeness(best.asked, asked)) best = recording;
    }
    if (best) best.played = true;
    return best;
  };
}

function likeness({ conversation: recorded }: Asked, { conversation: asked }: Asked): number {
  if (!recorded || !asked) return 0;
  const sameModel = recorded.model === asked.model;
  const sameTools = nameSet(recorded.tools) === nameSet(asked.tools);
  return (sameModel ? 2 : 0) + (sameTools ? 1 : 0);
}

function nameSet(names: readonly string[]): string {
  return JSON.stringify([...new Set(names)].toSorted());
}
