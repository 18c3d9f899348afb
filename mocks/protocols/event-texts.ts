import type { RecordedResponse } from '../cassette/cassette.ts';
import { eventsOf, framingOf } from '../cassette/events.ts';
import { parseJson } from '../util/json.ts';
import { bodyText } from '../wire/body.ts';
import type { WireEvent } from '../wire/event.ts';
import { leavesOf } from '../util/json-path.ts';

/** The strings of an event, each with its path; that of data which is not JSON is empty. */
export type EventTexts = readonly (readonly [path: string, text: string])[];

/** Reads the strings of each event of a response that no protocol reads, in document order. */
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
      ? leavesOf(json).flatMap(([path, value]) =>
          typeof value === 'string' ? [[path, value] as const] : [],
        )
      : [['', typeof json === 'string' ? json : content]];
  });
}

/**
 * Names the text that the string at a path goes on with. Entries of a list share one where they are
 * objects: a delta may come at any index. Strings in a list have one each, since they may be a kind and
 * its text.
 */
function textAt(path: string): string {
  return path.replaceAll(/\[\d+\](?!$)/g, '[]');
}

/** Lists one path for each text of some events: that of its first string. */
export function textPaths(events: readonly EventTexts[]): string[] {
  const first = new Map<string, string>();
  for (const [path] of events.flat()) {
    const name = textAt(path);
    if (!first.has(name)) first.set(name, path);
  }
  return [...first.values()];
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
      if ([...changed].some((name) => contains(texts.get(name) ?? ''))) return at;
      changed = new Set();
    }
    for (const [path, text] of each) {
      const name = textAt(path);
      texts.set(name, (texts.get(name) ?? '') + text);
      changed.add(name);
    }
  }
  return undefined;
}
