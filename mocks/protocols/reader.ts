import { shorten } from '../util/text.ts';
import type { WireEvent } from '../wire/event.ts';
import { isObject, type JsonObject, parseJson } from '../util/json.ts';
import type { Part } from './part.ts';
import type { PartReader } from './protocol.ts';

/**
 * Reads events whose data is a JSON object. Other data gives an error part; incomplete events and the
 * `[DONE]` that closes some streams give no part.
 */
export function objectReader(read: (chunk: JsonObject, event: WireEvent) => Part[]): PartReader {
  return (event) => {
    const { data, incomplete } = event;
    if (data === undefined || incomplete || data.trim() === '[DONE]') return [];
    const chunk = parseJson(data);
    if (isObject(chunk)) return read(chunk, event);
    return [notObject(data)];
  };
}

/** Makes the error part for an event that is not a JSON object. */
export function notObject(data: string): Part {
  return { type: 'error', message: `An event is not a JSON object: ${shorten(data, 80)}` };
}
