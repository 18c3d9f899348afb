import { type JsonObject, parseJson } from '../util/json.ts';
import type { Part } from './part.ts';

/** A tool call of an assistant turn, identified by its position in the turn: ids recur. */
export interface ToolCall {
  /** The provider's id; absent if it sent none. */
  id?: string;
  name: string;
  /** The argument text exactly as streamed. */
  argumentsText: string;
  /** The parsed argument text (`{}` for no text); absent if it is not JSON. */
  arguments?: unknown;
  /** The result in the next request, or from the provider if it ran the tool; absent if there is none. */
  result?: string;
  /** Set if the provider ran it: the app sends no result. */
  providerExecuted?: true;
}

/** The content of one response. */
export interface Turn {
  text: string;
  reasoning: string;
  toolCalls: ToolCall[];
  /** The last finish reason that was not null. */
  finish?: string;
  /** The last usage object that was not null; not a sum. */
  usage?: JsonObject;
  /** The first error that the provider sent inside the stream. */
  error?: string;
}

/** Folds the parts of one response into a turn. */
export function foldParts(parts: Iterable<Part>): Turn {
  const turn: Turn = { text: '', reasoning: '', toolCalls: [] };
  const calls = new Map<number, ToolCall>();
  for (const part of parts) {
    if ('index' in part) addToCall(calls, part);
    else if (part.type === 'text' || part.type === 'reasoning') turn[part.type] += part.text;
    else if (part.type === 'finish') turn.finish = part.reason;
    else if (part.type === 'usage') turn.usage = part.usage;
    else turn.error ??= part.message;
  }
  for (const call of calls.values()) {
    const parsed = call.argumentsText.trim() === '' ? {} : parseJson(call.argumentsText);
    turn.toolCalls.push(parsed === undefined ? call : { ...call, arguments: parsed });
  }
  return turn;
}

function addToCall(calls: Map<number, ToolCall>, part: Extract<Part, { index: number }>): void {
  const call = calls.get(part.index) ?? { name: '', argumentsText: '' };
  calls.set(part.index, call);
  if (part.type === 'tool-arguments') call.argumentsText += part.text;
  else if (part.type === 'tool-result')
    Object.assign(call, { result: part.text, providerExecuted: true });
  else {
    if (part.id !== undefined) call.id ??= part.id;
    call.name ||= part.name ?? '';
    if (part.providerExecuted) call.providerExecuted = true;
  }
}

/** Checks whether the app must send tool results. Judges by the calls: finish reasons are unreliable. */
export function isToolTurn(turn: Pick<Turn, 'toolCalls'>): boolean {
  return turn.toolCalls.some(({ providerExecuted }) => !providerExecuted);
}
