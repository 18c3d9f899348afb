import type { Part } from '../../protocols/part.ts';
import { unwrapAmazon } from '../../protocols/anthropic-messages.ts';
import { isObject, parseJson, text } from '../../util/json.ts';
import { bodyText } from '../../wire/body.ts';
import type { WireEvent } from '../../wire/event.ts';

/** Keys that say little by themselves: the key above them, or the type of the event, does. */
const GENERIC = new Set(['text', 'summary', 'delta']);

/** Finds the keys under which the events hold the reasoning that was read from them, in order. */
export function reasoningFields(events: readonly WireEvent[], parts: readonly Part[][]): string[] {
  const found = events.flatMap((event, at) => {
    const texts = (parts[at] ?? []).flatMap((part) =>
      part.type === 'reasoning' ? [part.text.trim()] : [],
    );
    if (texts.length === 0) return [];
    const chunk = unwrapAmazon(parseJson(event.data ?? bodyText(event.raw)));
    return texts.flatMap((each) => keysOf(chunk, each, typeOf(chunk)));
  });
  return [...new Set(found)];
}

/** Lists the keys whose value is this text; `above` names those that are generic. */
function keysOf(value: unknown, wanted: string, above: string): string[] {
  if (Array.isArray(value)) return value.flatMap((each) => keysOf(each, wanted, above));
  if (!isObject(value)) return [];
  return Object.entries(value).flatMap(([key, each]) => {
    const isGeneric = GENERIC.has(key);
    if (typeof each !== 'string') return keysOf(each, wanted, isGeneric ? above : key);
    if (each.trim() !== wanted) return [];
    if (value['thought'] === true) return ['thought'];
    return [isGeneric ? above : key];
  });
}

function typeOf(chunk: unknown): string {
  return (isObject(chunk) && text(chunk['type'])) || 'text';
}
