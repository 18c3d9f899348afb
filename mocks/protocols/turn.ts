import { type JsonObject, parseJson } from '../util/json.ts';
import type { Part, ToolCallPart } from './part.ts';

/** One tool call of an assistant turn. Its position in the turn is its key: ids recur. */
export interface ToolCall {
  /** The provider's label; absent where it sent none. */
  id?: string;
  name: string;
  /** The argument text exactly as it was streamed. */
  argumentsText: string;
  /** The argument text as JSON (`{}` for no text); absent where it is not JSON. */
  arguments?: unknown;
  /** What the app sent back, as the next request says it, or the provider got; absent where none did. */
  result?: string;
  /** The provider ran it itself: no result comes from the app. */
  server?: true;
}

/** What one response said. */
export interface Turn {
  text: string;
  reasoning: string;
  toolCalls: ToolCall[];
  /** The last finish reason that was not null. */
  finish?: string;
  /** The last usage object that was not null: never a sum. */
  usage?: JsonObject;
  /** An error the provider sent inside the stream. */
  error?: string;
}

/** Folds the parts of one response into the turn they say. The turn ends where the parts end. */
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

/** Does the app have to run a tool and answer? Calls say so, whatever the finish reason says. */
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
      introduce(callAt(turn, calls, part.index), part);
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

function introduce(call: ToolCall, part: ToolCallPart): void {
  if (part.id !== undefined) call.id ??= part.id;
  call.name ||= part.name ?? '';
  if (part.server) call.server = true;
}
