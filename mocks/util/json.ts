/** A JSON object as it came: nothing is known of its values. */
export type JsonObject = Record<string, unknown>;

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The value where it is a non-empty string. */
export function text(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** The objects in a value that should be a list of objects; anything else gives none. */
export function objects(value: unknown): JsonObject[] {
  return Array.isArray(value) ? value.filter(isObject) : [];
}

/** Rejects deeper nesting: recursive readers would overflow the stack. */
const DEEPEST = 500;

/**
 * The parsed text, or undefined where it is not JSON (JSON itself has no undefined) or is nested
 * more than 500 levels deep.
 */
export function parseJson(source: string): unknown {
  if (isDeep(source)) return undefined;
  try {
    return JSON.parse(source);
  } catch {
    return undefined;
  }
}

/** Tells whether the text is one JSON document, however deep. */
export function isJson(source: string): boolean {
  try {
    JSON.parse(source);
    return true;
  } catch {
    return false;
  }
}

function isDeep(source: string): boolean {
  if (source.length <= 2 * DEEPEST) return false;
  let depth = 0;
  let quoted = false;
  for (let at = 0; at < source.length; at++) {
    const char = source[at];
    if (char === '"') quoted = !quoted;
    else if (quoted) at += char === '\\' ? 1 : 0;
    else if (char === '[' || char === '{') depth++;
    else if (char === ']' || char === '}') depth--;
    if (depth > DEEPEST) return true;
  }
  return false;
}

/** JSON with sorted keys: equal values give equal text, whatever their key order and spacing. */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_key, entry: unknown) =>
    isObject(entry)
      ? Object.fromEntries(Object.entries(entry).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : entry,
  );
}
