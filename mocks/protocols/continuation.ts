import { type AskedCall, type Message, sameArguments } from './conversation.ts';
import type { ToolCall } from './turn.ts';

/** A turn as far as it is compared with what a request re-sends. */
export type Told = { role: 'user'; text: string } | { role: 'assistant'; toolCalls: ToolCall[] };

/** What a request adds to what has been told. */
export interface Continuation {
  /** The calls that were told, each with what the request says of it. */
  calls: [told: ToolCall, asked: AskedCall][];
  /** The messages after what has been told. */
  rest: Message[];
}

type Item =
  | { at: number; user: string; call?: never }
  | { at: number; call: AskedCall; user?: never };

/**
 * Do these messages begin with what has been told? User texts and calls must come in the same
 * order; the assistant's own text may differ, apps join or part its turns, and not all re-send the
 * calls that the provider ran itself.
 */
export function continuation(
  recorded: readonly Told[],
  messages: Message[],
): Continuation | undefined {
  const items = messages.flatMap(itemsOf);
  const calls: Continuation['calls'] = [];
  let next = 0;
  for (const turn of recorded) {
    if (turn.role === 'user') {
      if (items[next++]?.user !== turn.text) return undefined;
      continue;
    }
    for (const call of turn.toolCalls) {
      const asked = items[next]?.call;
      if (asked && isSame(call, asked)) {
        calls.push([call, asked]);
        next++;
      } else if (!call.server) return undefined;
    }
  }
  return { calls, rest: restOf(messages, items, next, recorded.at(-1)?.role === 'assistant') };
}

/** The messages after so many items. An answer in words that closes what was told is not new. */
function restOf(messages: Message[], items: Item[], next: number, answered: boolean): Message[] {
  const last = items[next - 1];
  if (!last) return messages;
  const open = items.slice(next).flatMap(({ at, call }) => (at === last.at && call ? [call] : []));
  const after = messages.slice(last.at + 1);
  const closing = answered ? after.findIndex((message) => !isAnswer(message)) : 0;
  const rest = closing < 0 ? [] : after.slice(closing);
  return open.length > 0 ? [{ role: 'assistant', text: '', toolCalls: open }, ...after] : rest;
}

function isAnswer(message: Message): boolean {
  return message.role === 'assistant' && message.toolCalls.length === 0;
}

function itemsOf(message: Message, at: number): Item[] {
  if (message.role === 'user') return [{ at, user: message.text }];
  return message.toolCalls.map((call) => ({ at, call }));
}

/** A call that is only referred to has no name. */
function isSame(told: ToolCall, asked: AskedCall): boolean {
  if (asked.name === '') return true;
  return asked.name === told.name && sameArguments(told.argumentsText, asked.argumentsText);
}
