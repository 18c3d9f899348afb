import { isObject, objects, parseJson, text } from '../util/json.ts';
import type { Part } from '../protocols/part.ts';
import type { Protocol } from '../protocols/protocol.ts';

/** Talk: https://talk.example/api */
export const talk = {
  name: 'talk',
  paths: [/\/v1\/talk$/],
  createReader: () => (event) => partsOf(parseJson(event.data ?? '')),
  readJson: partsOf,
  readRequest(body) {
    if (!isObject(body)) return undefined;
    const messages = objects(body['messages']).map(({ content }) => ({
      role: 'user' as const,
      text: text(content) ?? '',
    }));
    return { messages, stream: true, tools: [] };
  },
} as const satisfies Protocol;

function partsOf(chunk: unknown): Part[] {
  const delta = isObject(chunk) ? text(chunk['say']) : undefined;
  return delta === undefined ? [] : [{ type: 'text', text: delta }];
}
