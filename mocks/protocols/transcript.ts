import { bodyText } from '../wire/body.ts';
import { type Cassette, cassetteName, type RecordedResponse } from '../cassette/cassette.ts';
import { PlayheadError } from '../util/error.ts';
import type { WireEvent } from '../wire/event.ts';
import { eventsOf, framingOf } from '../cassette/events.ts';
import { type Continuation, continuation } from './continuation.ts';
import type { Message } from './conversation.ts';
import { parseJson } from '../util/json.ts';
import type { Part } from './part.ts';
import type { Protocol } from './protocol.ts';
import { protocolOf, type ProtocolName, protocols } from './protocols.ts';
import { foldParts, type Turn } from './turn.ts';

/** What the person asked. */
export interface UserTurn {
  role: 'user';
  text: string;
}

/** What one response said. */
export interface AssistantTurn extends Turn {
  role: 'assistant';
  /** Index into `cassette.interactions`; absent where only a request holds the turn. */
  interactionIndex?: number;
}

/** What a recorded conversation says: the oracle for what a chat UI must show. */
export interface Transcript {
  /** In the order they were told. A cassette of several conversations lists them one after another. */
  turns: (UserTurn | AssistantTurn)[];
}

/**
 * Tells what a cassette says: the user's turns from its requests, the assistant's from its
 * responses, and the result of each tool call from the request that re-sends it. Responses of 400
 * and above say nothing.
 *
 * @param options.protocol what all its interactions speak. Default: told by URL, request and response
 * @throws PlayheadError `bad-cassette` where an interaction speaks no known protocol.
 * @example
 * const { turns } = transcript(cassette);
 * const answer = turns.at(-1)?.text;
 */
export function transcript(
  cassette: Cassette,
  { protocol: name }: { protocol?: ProtocolName | undefined } = {},
): Transcript {
  const turns: Transcript['turns'] = [];
  const conversations: Transcript['turns'][] = [];
  for (const [position, interaction] of cassette.interactions.entries()) {
    const { protocol, messages } = readRequest(cassette, position, name);
    const [conversation, { calls, rest }] = findContinued(conversations, messages);
    const tell = (turn: UserTurn | AssistantTurn) => {
      turns.push(turn);
      conversation.push(turn);
    };
    for (const [told, { result }] of calls) {
      if (result !== undefined) told.result = result;
    }
    rest.map(turnOf).forEach(tell);
    if (interaction.response.code < 400) {
      const turn = foldParts(readParts(protocol, interaction.response).flat());
      tell({ role: 'assistant', interactionIndex: position, ...turn });
    }
  }
  return { turns };
}

/** What each event of a response says. */
export function readParts(protocol: Protocol, response: RecordedResponse): Part[][] {
  return partsOf(protocol, response, eventsOf(response));
}

/** What each of these events says, be they all that were recorded or what a fault has made of them. */
export function partsOf(
  protocol: Protocol,
  response: RecordedResponse,
  events: readonly WireEvent[],
): Part[][] {
  if (framingOf(response)) return events.map(protocol.createReader());
  return events.map(({ raw }) => protocol.readJson(parseJson(bodyText(raw))));
}

function readRequest(cassette: Cassette, position: number, name: ProtocolName | undefined) {
  const interaction = cassette.interactions[position]!;
  const { request } = interaction;
  const fail = (reason: string, mend: string): never => {
    const place = `${cassetteName(cassette)}, interaction ${position + 1}`;
    throw new PlayheadError('bad-cassette', `Cannot read what ${place} says: ${reason}. ${mend}.`, {
      file: cassette.file,
    });
  };
  const protocol = protocolOf(interaction, name);
  if (!protocol) {
    const known = protocols.map((each) => each.name).join(', ');
    return fail(
      `no known protocol is spoken at ${request.url}`,
      `Say which with the option protocol: ${known}`,
    );
  }
  const conversation = protocol.readRequest(parseJson(bodyText(request.body)), request.url);
  if (!conversation) {
    return fail(`its request is not one of ${protocol.name}`, 'Record the request body with it');
  }
  return { protocol, messages: conversation.messages };
}

/** The latest conversation that the messages go on with, and how; else a new one. */
function findContinued(
  conversations: Transcript['turns'][],
  messages: Message[],
): [Transcript['turns'], Continuation] {
  for (const told of conversations.toReversed()) {
    const found = continuation(told, messages);
    if (found) return [told, found];
  }
  const begun: Transcript['turns'] = [];
  conversations.push(begun);
  return [begun, { calls: [], rest: messages }];
}

function turnOf(message: Message): UserTurn | AssistantTurn {
  if (message.role === 'user') return { role: 'user', text: message.text };
  const parts = message.toolCalls.flatMap(({ id, name, argumentsText }, index): Part[] => [
    { type: 'tool-call', index, name, ...(id !== undefined && { id }) },
    { type: 'tool-arguments', index, text: argumentsText },
  ]);
  const turn = foldParts([{ type: 'text', text: message.text }, ...parts]);
  for (const [at, { result, server }] of message.toolCalls.entries()) {
    if (result !== undefined) turn.toolCalls[at]!.result = result;
    if (server) turn.toolCalls[at]!.server = true;
  }
  return { role: 'assistant', ...turn };
}
