import type { Interaction } from '../cassette/cassette.ts';
import { type Continuation, findContinuation } from './continuation.ts';
import type { Message } from './conversation.ts';
import type { Protocol } from './protocol.ts';
import { argumentsOf, callPart, partOf } from './reader.ts';
import { readParts } from './read-parts.ts';
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

/** What one interaction adds to the conversation that it is part of. */
export interface RecordedExchange {
  /** The turns that the request continues. */
  earlier: readonly (UserTurn | AssistantTurn)[];
  /** The recorded calls, each with its counterpart in the request. */
  calls: Continuation['calls'];
  /** The turns that the request adds. */
  added: (UserTurn | AssistantTurn)[];
  /** The turn of the response; absent for responses of 400 and above. */
  answer?: AssistantTurn;
}

/**
 * Puts the interactions of a cassette together to conversations, in recorded order. A call gets its
 * result from the request that sends it back.
 */
export function createRecordedConversations() {
  const conversations: (UserTurn | AssistantTurn)[][] = [];

  /** Finds the latest conversation that the messages continue; else begins one. */
  const find = (messages: Message[]): [(UserTurn | AssistantTurn)[], Continuation] => {
    for (const turns of conversations.toReversed()) {
      const continuation = findContinuation(turns, messages);
      if (continuation) return [turns, continuation];
    }
    const turns: (UserTurn | AssistantTurn)[] = [];
    conversations.push(turns);
    return [turns, { calls: [], rest: messages }];
  };

  return {
    /** The turns of each conversation so far. */
    conversations: conversations as readonly (readonly (UserTurn | AssistantTurn)[])[],
    /** Adds the next interaction, with the messages of its request. */
    add(
      { response }: Interaction,
      interactionIndex: number,
      protocol: Protocol,
      messages: Message[],
    ): RecordedExchange {
      const [turns, { calls, rest }] = find(messages);
      const earlier = [...turns];
      for (const [recorded, { result }] of calls) {
        if (result !== undefined) recorded.result = result;
      }
      const added = rest.map(turnOf);
      turns.push(...added);
      if (response.code >= 400) return { earlier, calls, added };
      const turn = foldParts(readParts(protocol, response).flat());
      const answer: AssistantTurn = { role: 'assistant', interactionIndex, ...turn };
      turns.push(answer);
      return { earlier, calls, added, answer };
    },
  };
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
