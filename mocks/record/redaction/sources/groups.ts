import type { GroupKeys } from './group-keys.ts';
import { cumulative, joined, type Source } from './source.ts';

/** Pieces that are one text, joined; with the place of the first. */
export interface JoinedText {
  source: Source;
  place: () => string;
}

/** The strings of events, in groups that each are one text. */
export interface Groups {
  add(keys: GroupKeys, piece: Source, place: () => string): void;
  /** Returns the texts whose pieces belong together. */
  strong(): JoinedText[];
  /** Returns those whose pieces may not, where they are others. */
  weak(): JoinedText[];
}

interface Group {
  pieces: Source[];
  place: () => string;
}

/** Creates groups without pieces. */
export function createGroups(): Groups {
  const strong = new Map<string, Group>();
  const weak = new Map<string, Group>();
  const addTo = (groups: Map<string, Group>, key: string, piece: Source, place: () => string) => {
    const group = groups.get(key);
    if (group) group.pieces.push(piece);
    else groups.set(key, { pieces: [piece], place });
  };
  const streamsOf = (groups: Map<string, Group>) =>
    [...groups.values()].filter(({ pieces }) => isStream(pieces));
  const join = ({ pieces, place }: Group): JoinedText => ({ source: joinPieces(pieces), place });
  return {
    add(keys, piece, place) {
      addTo(strong, keys.strong, piece, place);
      addTo(weak, keys.weak, piece, place);
    },
    strong: () => streamsOf(strong).map(join),
    weak() {
      const sizes = new Map([...strong.values()].map(({ pieces }) => [pieces[0], pieces.length]));
      return streamsOf(weak)
        .filter(({ pieces }) => sizes.get(pieces[0]) !== pieces.length)
        .map(join);
    },
  };
}

/** Tells whether pieces can be one text: those that are all equal are a value that is repeated. */
function isStream(pieces: readonly Source[]): boolean {
  return pieces.length > 1 && pieces.some(({ text }) => text !== pieces[0]!.text);
}

function joinPieces(pieces: readonly Source[]): Source {
  const isCumulative = pieces.every(({ text }, at) => text.startsWith(pieces[at - 1]?.text ?? ''));
  return isCumulative ? cumulative(pieces) : joined(pieces);
}
