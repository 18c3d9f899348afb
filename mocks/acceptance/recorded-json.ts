import type { RecordedResponse } from '../cassette/cassette.ts';
import { eventsOf } from '../cassette/events.ts';
import { bodyText } from '../wire/body.ts';
import { isObject, type JsonObject, parseJson } from '../util/json.ts';
import { unwrapAmazon } from '../protocols/anthropic-messages.ts';

/**
 * Lists the JSON objects of a response: of its events, or of its only document, a list of objects
 * included. Amazon wraps each event in base64.
 */
export function jsonOf(response: RecordedResponse): JsonObject[] {
  return eventsOf(response).flatMap(({ data, raw }) => {
    const json = parseJson(data ?? bodyText(raw));
    const all = Array.isArray(json) ? json : [json];
    return all.map(unwrapAmazon).filter(isObject);
  });
}
