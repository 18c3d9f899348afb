import type { WireEvent } from '../wire/event.ts';
import { isObject, type JsonObject, parseJson } from '../util/json.ts';
import type { Part } from './part.ts';
import type { PartReader } from './protocol.ts';

/**
 * Reads the JSON object that each event carries. What is no JSON object is an error part; an event
 * that is cut off says nothing, and neither does the `[DONE]` that closes some streams.
 */
export function objectReader(read: (chunk: JsonObject, event: WireEvent) => Part[]): PartReader {
  return (event) => {
    const { data, incomplete } = event;
    if (data === undefined || incomplete || data.trim() === '[DONE]') return [];
    const chunk = parseJson(data);
    if (isObject(chunk)) return read(chunk, event);
    return [{ type: 'error', message: `An event is not a JSON object: ${data.slice(0, 80)}` }];
  };
}
