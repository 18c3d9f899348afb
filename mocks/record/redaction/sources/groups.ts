import type { GroupKeys } from './group-keys.ts';
import { cumulative, joined, type Source } from './source.ts';

/** Pieces that are one text, joined. */
export interface JoinedText {
  source: Source;
  /** Names the place of the piece that a character is in; without one, that of the first piece. */
  place: (at?: number) => string;
}

/** The strings of documents, in groups that each are one text. */
export interface Groups {
  add(keys: GroupKeys, piece: Source, place: () => string): void;
  /** Returns the texts whose pieces belong together. */
  strong(): JoinedText[];
  /** Returns those that may be one text, of so many pieces in so many groups, as the caller decides. */
  weak(isOne: (pieces: number, groups: number) => boolean): JoinedText[];
}

interface Group {
  pieces: Source[];
  /** One a piece. */
  places: (() => string)[];
  /** The keys of the groups in it. */
  strong: Set<string>;
}

/** Creates groups without pieces. */
export function createGroups(): Groups {
  const strong = new Map<string, Group>();
  const weak = new Map<string, Group>();
  return {
    add(keys, piece, place) {
      for (const [groups, key] of [
        [strong, keys.strong],
        [weak, keys.weak],
      ] as const) {
        const group = groups.get(key) ?? { pieces: [], places: [], strong: new Set() };
        group.pieces.push(piece);
        group.places.push(place);
        group.strong.add(keys.strong);
        groups.set(key, group);
      }
    },
    strong: () => [...strong.values()].filter(isStream).map(join),
    weak: (isOne) =>
      [...weak.values()]
        .filter((group) => group.strong.size > 1 && isOne(group.pieces.length, group.strong.size))
        .filter(isStream)
        .map(join),
  };
}

/** Tells whether pieces can be one text: those that are all equal are a value that is repeated. */
function isStream({ pieces }: Group): boolean {
  return pieces.length > 1 && pieces.some(({ text }) => text !== pieces[0]!.text);
}

function join({ pieces, places }: Group): JoinedText {
  const isCumulative = pieces.every(({ text }, at) => text.startsWith(pieces[at - 1]?.text ?? ''));
  let length = 0;
  const ends = pieces.map(({ text }) => (isCumulative ? text.length : (length += text.length)));
  return {
    source: isCumulative ? cumulative(pieces) : joined(pieces),
    place: (at = 0) => (places[ends.findIndex((end) => at < end)] ?? places[0]!)(),
  };
}
