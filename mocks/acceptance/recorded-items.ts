import type { RecordedResponse } from '../cassette/cassette.ts';
import { asObject, type JsonObject, objects, text } from '../util/json.ts';
import { jsonOf } from './recorded-json.ts';

/** What is known of an item of OpenAI's Responses that was sent. */
export interface RecordedItem {
  /** The id of the reasoning that came right before it, other calls left aside. */
  reasoning: string | undefined;
  encrypted: string | undefined;
}

/** Reads the items of responses, by their ids. */
export function recordedItems(responses: readonly RecordedResponse[]): Map<string, RecordedItem> {
  const known = new Map<string, RecordedItem>();
  for (const response of responses) {
    let reasoning: string | undefined;
    for (const item of outputOf(response)) {
      const id = text(item['id']);
      if (item['type'] === 'reasoning') reasoning = id;
      const belongs = item['type'] !== 'reasoning' ? reasoning : undefined;
      const encrypted = text(item['encrypted_content']);
      if (id !== undefined) known.set(id, { reasoning: belongs, encrypted });
      // Further calls belong to the same reasoning; all else ends it.
      if (item['type'] !== 'reasoning' && item['type'] !== 'function_call') reasoning = undefined;
    }
  }
  return known;
}

/** Lists the items of a response: of a stream, those that are done. */
function outputOf(response: RecordedResponse): JsonObject[] {
  return jsonOf(response).flatMap((event) => {
    if (event['type'] === 'response.output_item.done') return [asObject(event['item'])];
    return event['object'] === 'response' ? objects(event['output']) : [];
  });
}
