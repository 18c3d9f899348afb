import type { JsonObject } from '../util/json.ts';

/** What an event says once understood. `index` is the provider's index of the tool call. */
export type Part =
  | { type: 'text'; text: string }
  | { type: 'reasoning'; text: string }
  | ToolCallPart
  | { type: 'tool-arguments'; index: number; text: string }
  /** What a tool gave that the provider ran itself. */
  | { type: 'tool-result'; index: number; text: string }
  | { type: 'finish'; reason: string }
  | { type: 'usage'; usage: JsonObject }
  | { type: 'error'; message: string };

/** A call has come into sight, or its id or name has become known. */
export interface ToolCallPart {
  type: 'tool-call';
  index: number;
  id?: string;
  name?: string;
  /** The provider runs it: never wait for its result. */
  server?: true;
}
