import { kindOfKey } from './json-keys.ts';
import { type Base64Text, base64Texts } from './sources/base64.ts';
import { groupKeys } from './sources/group-keys.ts';
import { createGroups } from './sources/groups.ts';
import {
  formatPath,
  isJsonLike,
  type JsonPath,
  type JsonToken,
  jsonTokens,
  tokenSource,
} from './sources/json-strings.ts';
import { editableText, type EditableText, type Source } from './sources/source.ts';

/** A text to search for secrets. */
export interface SearchedText {
  source: Source;
  /** Names the place for people, such as `response body, event 3`; for a character, where the text was joined. */
  place: (at?: number) => string;
  /** The kind of secret where all of the text is one, by its name. */
  kind?: string | undefined;
  /** Set where pieces may have been joined that do not belong together. */
  isWeak?: true;
  /** What it decodes to: it is not replaced itself where something of that is. */
  decoded?: EditableText;
}

/** Where a document is. */
export interface DocumentPlace {
  place: string;
  /** Set for the event of a stream: its strings go on in the next event. Its type, or `''`. */
  event?: string;
}

/** Collects the texts of an interaction in the order in which they are to be redacted. */
export interface Collector {
  /** Makes a text that others are within. */
  root(text: string): EditableText;
  /** Adds a text of its own. */
  text(source: Source, place: string, kind?: string): void;
  /** Adds a document: the strings of JSON, or else text. */
  document(source: Source, where: DocumentPlace): void;
  /** Returns all texts: first those that are joined of others. Call it once. */
  texts(): SearchedText[];
  /** Writes back what is encoded, after all is replaced, and tells what was placed. */
  finish(): void;
}

const MAX_DEPTH = 8;
/** Keys whose values are repeated in each event, and never go on in the next one. */
const REPEATED =
  /^(?:id|object|model|role|type|name|status|finish_reason|stop_reason|system_fingerprint|service_tier|provider|item_id|call_id|toolCallId|toolName|event|obfuscation)$/;

/** Creates a collector for one interaction. */
export function createCollector(): Collector {
  const events = createGroups();
  const documents = createGroups();
  const singles: SearchedText[] = [];
  const encoded: Base64Text[] = [];
  const roots: EditableText[] = [];
  const addSingles = (texts: readonly SearchedText[]) => {
    for (const each of texts) singles.push(each);
  };

  const document = (source: Source, where: DocumentPlace, outer = '', depth = 0): void => {
    const { event } = where;
    const place = () => where.place;
    if (!isJsonLike(source.text) && !/^\s*"/.test(source.text)) {
      addSingles(textsIn({ source, place }, encoded));
      const key = `${outer}${event} text`;
      if (event !== undefined) events.add({ strong: key, weak: key }, source, place);
      return;
    }
    const keysOf = groupKeys(event !== undefined);
    for (const token of jsonTokens(source.text)) {
      const { path } = token;
      const kind = kindOfToken(token, true);
      if (token.type === 'number' && kind === undefined) continue;
      const piece = tokenSource(source, token);
      if (piece.text === '') continue;
      const at = event === undefined ? placeIn(place, path) : place;
      const isValue = token.type === 'string' && kind === undefined;
      const inside = isValue && depth < MAX_DEPTH ? wholeBase64(piece) : undefined;
      if (inside) {
        encoded.push(inside);
        const inner = `${outer}${keysOf(path).weak}|`;
        document(inside.content, { ...where, place: at() }, inner, depth + 1);
        singles.push({ source: piece, place: at, decoded: inside.content });
        // The payload of a frame. Other base64 can go on in the next event.
        if (isJsonLike(inside.content.text)) continue;
      } else {
        addSingles(textsIn({ source: piece, place: at, kind }, encoded));
      }
      if (!isValue || REPEATED.test(String(path.key))) continue;
      const { strong, weak } = keysOf(path);
      const prefix = `${outer}${event} `;
      const groups = event === undefined ? documents : events;
      groups.add({ strong: prefix + strong, weak: prefix + weak }, piece, at);
    }
  };

  return {
    root(text) {
      const root = editableText(text);
      roots.push(root);
      return root;
    },
    text(source, place, kind) {
      addSingles(textsIn({ source, place: () => place, kind }, encoded));
    },
    document: (source, where) => document(source, where),
    texts: () => [
      ...events.strong().flatMap((each) => textsIn(each, encoded)),
      ...events.weak(areScattered).flatMap((each) => textsIn(each, encoded)),
      ...singles,
      ...documents.weak(() => true).flatMap((each) => textsIn({ ...each, isWeak: true }, encoded)),
    ],
    finish() {
      // Those within others were added after them.
      for (const each of encoded.toReversed()) each.flush();
      for (const { replacement } of roots.flatMap(({ edits }) => edits)) replacement.placed?.();
    },
  };
}

/** Checks whether what should distinguish texts varies by event: then it is of no use. */
function areScattered(pieces: number, groups: number): boolean {
  return groups > 2 && pieces < groups * 1.5;
}

/** Lists a text, or what is in it if it is JSON; and what it holds as base64. */
function textsIn(text: SearchedText, encoded: Base64Text[], depth = 0): SearchedText[] {
  const { source, place } = text;
  if (source.text === '') return [];
  if (text.kind !== undefined || depth > MAX_DEPTH) return [text];
  if (isJsonLike(source.text)) {
    return jsonTokens(source.text).flatMap((token) => {
      const kind = kindOfToken(token, false);
      if (token.type === 'number' && kind === undefined) return [];
      const inner = tokenSource(source, token);
      const at = placeIn(place, token.path);
      return textsIn({ ...text, source: inner, place: at, kind }, encoded, depth + 1);
    });
  }
  const inBase64 = [...base64Texts(source)].flatMap((base64) => {
    encoded.push(base64);
    return textsIn({ ...text, source: base64.content }, encoded, depth + 1);
  });
  return [...inBase64, text];
}

function kindOfToken({ type, path }: JsonToken, isTop: boolean): string | undefined {
  return type === 'string' || type === 'number' ? kindOfKey(path, isTop) : undefined;
}

function placeIn(place: (at?: number) => string, path: JsonPath): () => string {
  return () => {
    const outer = place();
    const inner = formatPath(path);
    if (inner === '') return outer;
    return outer.endsWith('body') ? `${outer} ${inner}` : `${outer}.${inner}`;
  };
}

/** Finds base64 that is all of a text. */
function wholeBase64(source: Source): Base64Text | undefined {
  const [first] = base64Texts(source);
  return first?.start === 0 && first.end === source.text.length ? first : undefined;
}
