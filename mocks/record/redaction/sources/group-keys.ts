import type { JsonPath } from './json-strings.ts';

/** What the pieces of one text have in common. */
export interface GroupKeys {
  /** The path with what tells apart texts that stream at the same time. */
  strong: string;
  /** Without positions and ids, which some providers change within a stream. */
  weak: string;
}

/** Lists whose items follow one another as one text, in a document that is not an event of a stream. */
const PARTS = /^(?:parts|content|summary|reasoning_details)$/;

/**
 * Makes a function that tells which group a string of one document belongs to. Items of lists are told
 * apart by their `index` if they have one, else by their position, but for those that follow one another
 * in a stream; events by their type and all their indexes, or else by their ids.
 */
export function groupKeys(isEvent: boolean): (path: JsonPath) => GroupKeys {
  const known = new Map<JsonPath, GroupKeys>();
  const keysOf = (path: JsonPath): GroupKeys => {
    const { parent, key } = path;
    if (!parent) return { strong: '', weak: '' };
    const above = containerKeys(parent);
    if (typeof key === 'string') {
      return { strong: `${above.strong}.${key}`, weak: `${above.weak}.${key}` };
    }
    const isPart = PARTS.test(String(parent.key));
    return {
      strong: isEvent && isPart ? `${above.strong}[]` : `${above.strong}[${key}]`,
      weak: isEvent || isPart ? `${above.weak}[]` : `${above.weak}[${key}]`,
    };
  };
  /** As `keysOf`, for an object or a list, with its marks. */
  const containerKeys = (path: JsonPath): GroupKeys => {
    const earlier = known.get(path);
    if (earlier) return earlier;
    const index = path.marks.get('index');
    const isItem = typeof path.key === 'number';
    const isIndexed = isItem && index !== undefined && path.parent !== undefined;
    const { strong, weak } = isIndexed ? indexed(containerKeys(path.parent!), index) : keysOf(path);
    const type = path.parent ? undefined : path.marks.get('type');
    const { indexes, ids } = isItem ? NO_MARKS : marksOf(path.marks);
    const typed = type === undefined ? '' : `<${type}>`;
    const keys = {
      // The id of an event without a type is that of the whole response.
      strong: `${strong}${indexes}${indexes === '' && type !== undefined ? ids : ''}${typed}`,
      weak: `${weak}${indexes}${typed}`,
    };
    known.set(path, keys);
    return keys;
  };
  return keysOf;
}

const NO_MARKS = { indexes: '', ids: '' };

function indexed({ strong, weak }: GroupKeys, index: string): GroupKeys {
  return { strong: `${strong}[${index}]`, weak: `${weak}[${index}]` };
}

/** Formats what tells events apart. */
function marksOf(marks: ReadonlyMap<string, string>): { indexes: string; ids: string } {
  if (marks.size === 0) return NO_MARKS;
  const entries = [...marks].filter(([name]) => name !== 'type');
  const isIndex = ([name]: [string, string]) => /index$/i.test(name);
  return {
    indexes: format(entries.filter(isIndex)),
    ids: format(entries.filter((entry) => !isIndex(entry))),
  };
}

function format(entries: [string, string][]): string {
  return entries
    .map(([name, value]) => `{${name}:${value}}`)
    .toSorted()
    .join('');
}
