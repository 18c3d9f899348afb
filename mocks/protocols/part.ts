import type { JsonObject } from '../util/json.ts';

/** A unit of meaning of an event. `index` is the provider's index of the tool call. */
export type Part =
  | { type: 'text'; text: string }
  | { type: 'reasoning'; text: string }
  /** The first sign of a tool call, or its id or name as soon as known. */
  | {
      type: 'tool-call';
      index: number;
      id?: string;
      name?: string;
      /** Set if the provider runs it: the app sends no result. */
      providerExecuted?: true;
    }
  | { type: 'tool-arguments'; index: number; text: string }
  /** The result of a tool that the provider ran. */
  | { type: 'tool-result'; index: number; text: string }
  | { type: 'finish'; reason: string }
  | { type: 'usage'; usage: JsonObject }
  | { type: 'error'; message: string };
