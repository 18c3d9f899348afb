import { type JsonObject, parseJson } from '../util/json.ts';
import type { Part, ToolCallPart } from './part.ts';

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
  server?: true;
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
  for (const part of parts) addPart(turn, calls, part);
  for (const call of turn.toolCalls) {
    const parsed = call.argumentsText.trim() === '' ? {} : parseJson(call.argumentsText);
    if (parsed !== undefined) call.arguments = parsed;
  }
  return turn;
}

/** Checks whether the app must send tool results. Judges by the calls: finish reasons are unreliable. */
export function isToolTurn(turn: Pick<Turn, 'toolCalls'>): boolean {
  return turn.toolCalls.some(({ server }) => !server);
}

function addPart(turn: Turn, calls: Map<number, ToolCall>, part: Part): void {
  switch (part.type) {
    case 'text':
      turn.text += part.text;
      return;
    case 'reasoning':
      turn.reasoning += part.text;
      return;
    case 'tool-call':
      updateCall(callAt(turn, calls, part.index), part);
      return;
    case 'tool-arguments':
      callAt(turn, calls, part.index).argumentsText += part.text;
      return;
    case 'tool-result':
      Object.assign(callAt(turn, calls, part.index), { result: part.text, server: true });
      return;
    case 'finish':
      turn.finish = part.reason;
      return;
    case 'usage':
      turn.usage = part.usage;
      return;
    case 'error':
      turn.error ??= part.message;
      return;
    default:
      part satisfies never;
  }
}

function callAt(turn: Turn, calls: Map<number, ToolCall>, index: number): ToolCall {
  let call = calls.get(index);
  if (!call) {
    call = { name: '', argumentsText: '' };
    calls.set(index, call);
    turn.toolCalls.push(call);
  }
  return call;
}

function updateCall(call: ToolCall, part: ToolCallPart): void {
  if (part.id !== undefined) call.id ??= part.id;
  call.name ||= part.name ?? '';
  if (part.server) call.server = true;
}
