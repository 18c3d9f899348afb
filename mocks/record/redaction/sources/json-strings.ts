import { decodeEscapes, escaped, sliceOf, type Source } from './source.ts';

/** A place in a document, as a chain of its keys. */
export interface JsonPath {
  parent: JsonPath | undefined;
  /** A key, or the position in a list. */
  key: string | number;
  /** The numbers and strings of the object at this place that tell events apart, by their key. */
  marks: Map<string, string>;
}

/** A string, a key, a number, or text between them that is not JSON. */
export interface JsonToken {
  type: 'string' | 'key' | 'number' | 'other';
  path: JsonPath;
  /** The offsets of the text; of a string without its quotes. */
  start: number;
  end: number;
}

interface Level {
  path: JsonPath;
  isList: boolean;
  position: number;
  key: string;
  expectsKey: boolean;
}

/** Keys whose values tell apart what streams at the same time: `index`, `output_index`, `id`, … */
const MARK = /^(?:.*_?index|contentBlockIndex|id|item_id|toolCallId|type)$/;
const MAX_MARK = 200;
const MAX_DEPTH = 100;
/** Matches what stands in no number, `true`, `false`, `null` or bracket: letters, addresses. */
const TEXT = /[^\s{}[\],:\d.E+\-trufalsen]|\d\.\d+\.|\d:+\d/;
const NUMBER = /^\s*:?\s*(-?\d[\d.eE+-]*)/;

/** Tells whether a text is meant as a JSON object or list, even if its end is missing. */
export function isJsonLike(text: string): boolean {
  return /^\uFEFF?\s*[[{]/.test(text) && text.includes('"');
}

/**
 * Reads the tokens of a JSON text without decoding it, so that each can be replaced where it stands.
 * Text that is not JSON, or whose end is missing, is read as far as quotes go: no part of it is passed
 * over.
 */
export function jsonTokens(text: string): JsonToken[] {
  const tokens: JsonToken[] = [];
  const root: JsonPath = { parent: undefined, key: '', marks: new Map() };
  const levels: Level[] = [];
  let from = 0;
  while (from <= text.length) {
    const quoteAt = text.indexOf('"', from);
    const gapEnd = quoteAt < 0 ? text.length : quoteAt;
    readGap(text, from, gapEnd, levels, root, tokens);
    if (quoteAt < 0) break;
    const start = quoteAt + 1;
    const end = stringEnd(text, start);
    const level = levels.at(-1);
    if (level?.expectsKey) {
      level.key = text.slice(start, end);
      tokens.push({ type: 'key', path: pathOf(level, root), start, end });
    } else {
      tokens.push({ type: 'string', path: pathOf(level, root), start, end });
      if (level) mark(level, text.slice(start, Math.min(end, start + MAX_MARK)));
    }
    from = end + 1;
  }
  return tokens;
}

/** Finds the quote that ends a string; the end of the text if there is none. */
function stringEnd(text: string, start: number): number {
  let at = text.indexOf('"', start);
  while (at >= 0) {
    let slashes = 0;
    while (text[at - 1 - slashes] === '\\' && at - 1 - slashes >= start) slashes += 1;
    if (slashes % 2 === 0) return at;
    at = text.indexOf('"', at + 1);
  }
  return text.length;
}

/** Reads what stands between two strings: brackets, numbers, or text that is not JSON. */
function readGap(
  text: string,
  start: number,
  end: number,
  levels: Level[],
  root: JsonPath,
  tokens: JsonToken[],
): void {
  // What is usual needs no look at each of its characters.
  const gap = text.slice(start, end);
  if (gap !== ':' && gap !== ',' && TEXT.test(gap)) {
    tokens.push({ type: 'other', path: pathOf(levels.at(-1), root), start, end });
  }
  for (let at = start; at < end; at++) {
    const level = levels.at(-1);
    switch (text[at]) {
      case '{':
      case '[': {
        const isList = text[at] === '[';
        const path = pathOf(level, root, levels.length);
        levels.push({ path, isList, position: 0, key: '', expectsKey: !isList });
        break;
      }
      case '}':
      case ']':
        levels.pop();
        break;
      case ',':
        if (level?.isList) level.position += 1;
        else if (level) level.expectsKey = true;
        break;
      case ':':
        if (level && !level.isList) {
          level.expectsKey = false;
          at = readNumber(text, at, end, level, root, tokens);
        }
        break;
      default:
    }
  }
}

/** Reads the number after a colon, if there is one; returns the offset of its last character. */
function readNumber(
  text: string,
  at: number,
  end: number,
  level: Level,
  root: JsonPath,
  tokens: JsonToken[],
): number {
  const found = NUMBER.exec(text.slice(at, Math.min(end, at + 40)));
  if (!found) return at;
  const numberEnd = at + found[0].length;
  tokens.push({
    type: 'number',
    path: pathOf(level, root),
    start: numberEnd - found[1]!.length,
    end: numberEnd,
  });
  mark(level, found[1]!);
  return numberEnd - 1;
}

/** Returns the path of the next value. Below a depth that no protocol has, the path stays as it is. */
function pathOf(level: Level | undefined, root: JsonPath, depth = 0): JsonPath {
  if (!level) return root;
  if (depth > MAX_DEPTH) return level.path;
  const key = level.isList ? level.position : level.key;
  const { path } = level;
  return { parent: path, key, marks: new Map() };
}

function mark(level: Level, value: string): void {
  if (!level.isList && MARK.test(level.key)) level.path.marks.set(level.key, value);
}

/** Makes the source of a token: decoded, and a replacement is valid in its quotes. */
export function tokenSource(parent: Source, { type, start, end }: JsonToken): Source {
  const slice = sliceOf(parent, start, end);
  if (type === 'number') {
    // A placeholder is not a number.
    return {
      ...slice,
      replace: (from, to, replacement) =>
        slice.replace(from, to, { ...replacement, text: JSON.stringify(replacement.text) }),
    };
  }
  if (type === 'other' || !slice.text.includes('\\')) return slice;
  return escaped(parent, start, end, decodeString);
}

const ESCAPE = /\\(?:u([0-9a-fA-F]{4})|([\s\S]))/g;
const CONTROLS: Record<string, string> = { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t' };

function decodeString(raw: string) {
  return decodeEscapes(raw, ESCAPE, ([, code, char]) =>
    code === undefined ? (CONTROLS[char!] ?? char!) : String.fromCharCode(parseInt(code, 16)),
  );
}

/** Writes a path as code does: `messages[0].content`. */
export function formatPath(path: JsonPath): string {
  const keys: (string | number)[] = [];
  for (let at = path; at.parent; at = at.parent) keys.unshift(at.key);
  return keys
    .map((key) => (typeof key === 'number' ? `[${key}]` : `.${key}`))
    .join('')
    .replace(/^\./, '');
}
