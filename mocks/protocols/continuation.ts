import { type CallInRequest, type Message, sameArguments } from './conversation.ts';
import type { ToolCall } from './turn.ts';

/** The fields of a recorded turn that requests are compared with. */
export type RecordedTurn =
  | { role: 'user'; text: string }
  | { role: 'assistant'; toolCalls: ToolCall[] };

/** The part of a request that goes beyond the recorded turns. */
export interface Continuation {
  /** The recorded calls, each with its counterpart in the request. */
  calls: [recorded: ToolCall, resent: CallInRequest][];
  /** The messages after the recorded turns. */
  rest: Message[];
}

/** A user text or a call, with the index of its message. */
interface Item {
  at: number;
  user?: string;
  call?: CallInRequest;
}

/**
 * Finds how messages continue the recorded turns; undefined if they do not begin with them. User texts
 * and calls must come in the same order. Ignores the assistant's own text: apps join or split its
 * turns. Calls that the provider ran may be missing.
 */
export function findContinuation(
  turns: readonly RecordedTurn[],
  messages: Message[],
): Continuation | undefined {
  const items = messages.flatMap(itemsOf);
  const calls: Continuation['calls'] = [];
  let next = 0;
  for (const turn of turns) {
    if (turn.role === 'user') {
      if (items[next++]?.user !== turn.text) return undefined;
      continue;
    }
    for (const call of turn.toolCalls) {
      const resent = items[next]?.call;
      if (resent && isSame(call, resent)) {
        calls.push([call, resent]);
        next++;
      } else if (!call.providerExecuted) return undefined;
    }
  }
  return { calls, rest: restOf(messages, items, next, turns.at(-1)?.role === 'assistant') };
}

/** Returns the messages after the first items, without the text answer that ends the recorded turns. */
function restOf(messages: Message[], items: Item[], next: number, answered: boolean): Message[] {
  const last = items[next - 1];
  if (!last) return messages;
  const open = items.slice(next).flatMap(({ at, call }) => (at === last.at && call ? [call] : []));
  const after = messages.slice(last.at + 1);
  const firstNew = answered ? after.findIndex((message) => !isTextAnswer(message)) : 0;
  const rest = firstNew < 0 ? [] : after.slice(firstNew);
  return open.length > 0 ? [{ role: 'assistant', text: '', toolCalls: open }, ...after] : rest;
}

function isTextAnswer(message: Message): boolean {
  return message.role === 'assistant' && message.toolCalls.length === 0;
}

function itemsOf(message: Message, at: number): Item[] {
  if (message.role === 'user') return [{ at, user: message.text }];
  return message.toolCalls.map((call) => ({ at, call }));
}

/** Compares name and arguments. A call without a name is a reference, and matches any call. */
function isSame(recorded: ToolCall, resent: CallInRequest): boolean {
  if (resent.name === '') return true;
  return (
    resent.name === recorded.name && sameArguments(recorded.argumentsText, resent.argumentsText)
  );
}
