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
    const asked = objects(body['asked']).map((each) => text(each['text']) ?? '');
    return {
      messages: asked.map((each) => ({ role: 'user', text: each })),
      stream: true,
      tools: [],
    };
  },
} as const satisfies Protocol;

function partsOf(said: unknown): Part[] {
  const words = isObject(said) ? text(said['say']) : undefined;
  return words === undefined ? [] : [{ type: 'text', text: words }];
}
