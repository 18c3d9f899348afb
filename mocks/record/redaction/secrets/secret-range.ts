/** A secret in a text. */
export interface SecretRange {
  start: number;
  /** After the last character. */
  end: number;
  /** What it is, in words: `e-mail address`. */
  kind: string;
}

/** Finds what one kind of secret looks like. Findings may overlap and come in any order. */
export type Finder = (text: string) => Iterable<SecretRange>;

/** Merges findings that overlap, in the order of the text. The kind is that of the earliest in the list. */
export function mergeRanges(findings: readonly SecretRange[]): SecretRange[] {
  const ranked = findings.map((finding, rank) => ({ ...finding, rank }));
  ranked.sort((a, b) => a.start - b.start || b.end - a.end || a.rank - b.rank);
  const merged: typeof ranked = [];
  for (const next of ranked) {
    const last = merged.at(-1);
    if (!last || last.end <= next.start) {
      merged.push(next);
      continue;
    }
    last.end = Math.max(last.end, next.end);
    if (next.rank < last.rank) {
      last.rank = next.rank;
      last.kind = next.kind;
    }
  }
  return merged.map(({ start, end, kind }) => ({ start, end, kind }));
}
