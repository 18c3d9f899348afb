import type { RecordedResponse } from '../cassette/cassette.ts';
import { eventsOf, framingOf } from '../cassette/events.ts';
import { isObject, parseJson } from '../util/json.ts';
import { bodyText } from '../wire/body.ts';
import type { WireEvent } from '../wire/event.ts';

/** The strings of an event, each with its path; that of data which is not JSON is empty. */
export type EventTexts = readonly (readonly [path: string, text: string])[];

/**
 * Reads the strings of each event of a response that no protocol reads, in document order. Entries of a
 * list share a path where they are objects: a delta may come at any index. Strings in a list have one
 * each, since they may be a kind and its text.
 */
export function readTexts(
  response: RecordedResponse,
  events: readonly WireEvent[] = eventsOf(response),
): EventTexts[] {
  const isStream = framingOf(response) !== undefined;
  return events.map(({ raw, data, incomplete }) => {
    const content = isStream ? data : bodyText(raw);
    if (content === undefined || incomplete) return [];
    const json = parseJson(content);
    return typeof json === 'object' && json !== null
      ? textsIn(json, '')
      : [['', typeof json === 'string' ? json : content]];
  });
}

function textsIn(json: unknown, path: string): EventTexts {
  if (typeof json === 'string') return [[path, json]];
  if (Array.isArray(json)) {
    return json.flatMap((entry, at) =>
      textsIn(entry, `${path}[${typeof entry === 'string' ? at : ''}]`),
    );
  }
  if (!isObject(json)) return [];
  return Object.entries(json).flatMap(([key, entry]) =>
    textsIn(entry, path === '' ? key : `${path}.${key}`),
  );
}

/**
 * Finds the position to play to, counted in events, so that the strings at one path contain a text, from
 * the first event on; undefined where the rest does not have it.
 * @param from how many events have been sent
 */
export function findText(
  events: readonly EventTexts[],
  from: number,
  contains: (text: string) => boolean,
): number | undefined {
  const texts = new Map<string, string>();
  let changed = new Set(['']); // an empty text is there before the first event
  for (const [at, each] of [...events, []].entries()) {
    if (at >= from) {
      if ([...changed].some((path) => contains(texts.get(path) ?? ''))) return at;
      changed = new Set();
    }
    for (const [path, text] of each) {
      texts.set(path, (texts.get(path) ?? '') + text);
      changed.add(path);
    }
  }
  return undefined;
}
