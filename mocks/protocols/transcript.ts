import { type Cassette, cassetteName, type Interaction } from '../cassette/cassette.ts';
import { cannot } from '../util/error.ts';
import { parseJson } from '../util/json.ts';
import { maskedUrl } from '../util/masked-url.ts';
import { bodyText } from '../wire/body.ts';
import { findProtocol, type ProtocolChoice, protocolOf, protocols } from './protocols.ts';
import {
  type AssistantTurn,
  createRecordedConversations,
  type UserTurn,
} from './recorded-conversations.ts';

export { readParts } from './read-parts.ts';
export { type AssistantTurn, type UserTurn };

/** The content of a recorded conversation: the oracle for what a chat UI must show. */
export interface Transcript {
  /** In recorded order; turns of interleaved conversations are interleaved too. */
  turns: (UserTurn | AssistantTurn)[];
  /** The interactions that are not completions, such as a list of models; absent if there are none. */
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
 * and above have no turn. Requests that are not completions are skipped, see `skipped`.
 *
 * @param options.protocol the protocol of all interactions. Default: detected per interaction
 * @throws PlayheadError `bad-cassette` if no interaction has a known protocol, a request is not one of
 *   its protocol, or a protocol of your own finds nothing; `bad-option` for an unknown protocol.
 * @example
 * const { turns } = transcript(cassette);
 * const answer = turns.at(-1)?.text;
 */
export function transcript(
  cassette: Cassette,
  { protocol }: { protocol?: ProtocolChoice | undefined } = {},
): Transcript {
  if (protocol !== undefined) findProtocol(protocol).checkCassettes?.([cassette]);
  return readTranscript(cassette, protocol);
}

/** Builds the transcript as `transcript` does, also of what has only begun to be said. */
export function readTranscript(cassette: Cassette, name?: ProtocolChoice): Transcript {
  const turns: Transcript['turns'] = [];
  const conversations = createRecordedConversations();
  const skipped: SkippedInteraction[] = [];
  const someKnown = cassette.interactions.some((each) => isCompletion(each, name));
  for (const [position, interaction] of cassette.interactions.entries()) {
    const { method, url } = interaction.request;
    if (!isPost(interaction) || (someKnown && !isCompletion(interaction, name))) {
      skipped.push({ interactionIndex: position, method, url });
      continue;
    }
    const { protocol, messages } = readRequest(cassette, position, name);
    const { added, answer } = conversations.add(interaction, position, protocol, messages);
    turns.push(...added, ...(answer ? [answer] : []));
  }
  return { turns, ...(skipped.length > 0 && { skipped }) };
}

/** Tells whether a request may be one for a completion: all protocols send those by POST. */
function isPost({ request }: Interaction): boolean {
  return request.method.toUpperCase() === 'POST';
}

/** Tells whether an interaction has a protocol, and its request is one of it where the name is given. */
function isCompletion(interaction: Interaction, name: ProtocolChoice | undefined): boolean {
  const { request } = interaction;
  const protocol = protocolOf(interaction, name);
  if (!protocol || !isPost(interaction)) return false;
  return (
    name === undefined || !!protocol.readRequest(parseJson(bodyText(request.body)), request.url)
  );
}

function readRequest(cassette: Cassette, position: number, name: ProtocolChoice | undefined) {
  const interaction = cassette.interactions[position]!;
  const { request } = interaction;
  const fail = (reason: string, hint: string): never => {
    const doing = `build the transcript of ${cassetteName(cassette)}, interaction ${position + 1}`;
    throw cannot('bad-cassette', doing, { reason, hint }, { file: cassette.file });
  };
  const protocol = protocolOf(interaction, name);
  if (!protocol) {
    const hint = `Set the option "protocol" to one of ${protocols.map((each) => each.name).join(', ')}, or define one with defineProtocol`;
    return fail(`no known protocol matches ${maskedUrl(request.url)}`, hint);
  }
  const conversation = protocol.readRequest(parseJson(bodyText(request.body)), request.url);
  if (conversation) return { protocol, messages: conversation.messages };
  return fail(`the request is not a valid ${protocol.name} request`, 'Record it with its body');
}
