import { bodyText } from '../wire/body.ts';
import {
  type Cassette,
  cassetteName,
  type Interaction,
  type RecordedResponse,
} from '../cassette/cassette.ts';
import { PlayheadError } from '../util/error.ts';
import type { WireEvent } from '../wire/event.ts';
import { eventsOf, framingOf } from '../cassette/events.ts';
import { type Continuation, findContinuation } from './continuation.ts';
import type { Message } from './conversation.ts';
import { parseJson } from '../util/json.ts';
import type { Part } from './part.ts';
import type { Protocol } from './protocol.ts';
import { protocolOf, type ProtocolName, protocols } from './protocols.ts';
import { argumentsOf, callPart, partOf } from './reader.ts';
import { foldParts, type Turn } from './turn.ts';

/** A message of the user. */
export interface UserTurn {
  role: 'user';
  text: string;
}

/** The content of one response. */
export interface AssistantTurn extends Turn {
  role: 'assistant';
  /** The index into `cassette.interactions`; absent if only a request contains the turn. */
  interactionIndex?: number;
}

/** The content of a recorded conversation: the oracle for what a chat UI must show. */
export interface Transcript {
  /** In recorded order. Several conversations of a cassette follow one another. */
  turns: (UserTurn | AssistantTurn)[];
  /** The interactions that are no completions, such as a list of models; absent if there are none. */
  skipped?: SkippedInteraction[];
}

/** An interaction that no turn comes from. */
export interface SkippedInteraction {
  /** The index into `cassette.interactions`. */
  interactionIndex: number;
  method: string;
  url: string;
}

/**
 * Builds the transcript of a cassette: the user's turns from its requests, the assistant's from its
 * responses, and the result of each tool call from the request that sends it back. Responses of 400
 * and above have no turn. Requests that are no completions are passed over, see `skipped`.
 *
 * @param options.protocol the protocol of all interactions. Default: detected per interaction
 * @throws PlayheadError `bad-cassette` if no interaction has a known protocol, or a request is not one
 *   of its protocol; `bad-option` for an unknown protocol.
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
  const skipped: SkippedInteraction[] = [];
  const someKnown = cassette.interactions.some((each) => isCompletion(each, name));
  for (const [position, interaction] of cassette.interactions.entries()) {
    const { method, url } = interaction.request;
    if (!isPost(interaction) || (someKnown && !isCompletion(interaction, name))) {
      skipped.push({ interactionIndex: position, method, url });
      continue;
    }
    const { protocol, messages } = readRequest(cassette, position, name);
    const [conversation, { calls, rest }] = findConversation(conversations, messages);
    const add = (turn: UserTurn | AssistantTurn) => {
      turns.push(turn);
      conversation.push(turn);
    };
    for (const [recorded, { result }] of calls) {
      if (result !== undefined) recorded.result = result;
    }
    rest.map(turnOf).forEach(add);
    if (interaction.response.code < 400) {
      const turn = foldParts(readParts(protocol, interaction.response).flat());
      add({ role: 'assistant', interactionIndex: position, ...turn });
    }
  }
  return { turns, ...(skipped.length > 0 && { skipped }) };
}

/** Tells whether a request may be one for a completion: all protocols send those by POST. */
function isPost({ request }: Interaction): boolean {
  return request.method.toUpperCase() === 'POST';
}

/** Tells whether an interaction has a protocol, and its request is one of it where the name is given. */
function isCompletion(interaction: Interaction, name: ProtocolName | undefined): boolean {
  const { request } = interaction;
  const protocol = protocolOf(interaction, name);
  if (!protocol || !isPost(interaction)) return false;
  return (
    name === undefined || !!protocol.readRequest(parseJson(bodyText(request.body)), request.url)
  );
}

/** Reads the parts of each event of a response: as recorded, or altered by a fault. */
export function readParts(
  protocol: Protocol,
  response: RecordedResponse,
  events: readonly WireEvent[] = eventsOf(response),
): Part[][] {
  if (framingOf(response)) return events.map(protocol.createReader());
  return events.map(({ raw }) => protocol.readJson(parseJson(bodyText(raw))));
}

function readRequest(cassette: Cassette, position: number, name: ProtocolName | undefined) {
  const interaction = cassette.interactions[position]!;
  const { request } = interaction;
  const fail = (reason: string): never => {
    const place = `${cassetteName(cassette)}, interaction ${position + 1}`;
    const message = `Cannot build the transcript of ${place}: ${reason}.`;
    throw new PlayheadError('bad-cassette', message, { file: cassette.file });
  };
  const protocol = protocolOf(interaction, name);
  if (!protocol) {
    const hint = `Set the option "protocol" to one of ${protocols.map((each) => each.name).join(', ')}`;
    return fail(`no known protocol matches ${request.url}. ${hint}`);
  }
  const conversation = protocol.readRequest(parseJson(bodyText(request.body)), request.url);
  if (conversation) return { protocol, messages: conversation.messages };
  return fail(`the request is not a valid ${protocol.name} request. Record it with its body`);
}

/** Finds the latest conversation that the messages continue; else begins one. */
function findConversation(
  conversations: Transcript['turns'][],
  messages: Message[],
): [Transcript['turns'], Continuation] {
  for (const turns of conversations.toReversed()) {
    const continuation = findContinuation(turns, messages);
    if (continuation) return [turns, continuation];
  }
  const turns: Transcript['turns'] = [];
  conversations.push(turns);
  return [turns, { calls: [], rest: messages }];
}

function turnOf(message: Message): UserTurn | AssistantTurn {
  if (message.role === 'user') return message;
  const calls = message.toolCalls.flatMap((call, index) => [
    callPart(index, call),
    ...argumentsOf(index, call.argumentsText),
  ]);
  const turn = foldParts([...partOf('text', message.text), ...calls]);
  for (const [at, { result }] of message.toolCalls.entries()) {
    if (result !== undefined) turn.toolCalls[at]!.result = result;
  }
  return { role: 'assistant', ...turn };
}
