import { isObject, objects, text } from '../util/json.ts';

/**
 * Reads the text of a message's content: a string, or parts, whose texts and refusals are joined. Parts
 * of other kinds give their type, such as `[image]`, so that messages that differ in them do not match.
 */
export function contentText(content: unknown): string {
  if (typeof content === 'string') return content;
  return objects(isObject(content) ? [content] : content)
    .map((part) => {
      const value = part['text'] ?? part['refusal'];
      return typeof value === 'string' ? value : `[${text(part['type']) ?? 'part'}]`;
    })
    .join('');
}
