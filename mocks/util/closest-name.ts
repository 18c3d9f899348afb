/** Finds the valid name closest to a misspelt one; undefined where none is near. */
export function closestName(name: string, valid: readonly string[]): string | undefined {
  const ranked = valid
    .map((each) => ({ each, edits: editDistance(name.toLowerCase(), each.toLowerCase()) }))
    .toSorted((one, other) => one.edits - other.edits);
  const [best] = ranked;
  const allowed = Math.max(1, Math.floor(name.length / 3));
  return best && best.edits <= allowed ? best.each : undefined;
}

/** Lists at most this many names in a hint. */
const LISTED = 12;

/** Hints at what to write for an unknown name: the closest valid one, else the first of them. */
export function suggestName(name: string, valid: readonly string[]): string {
  const closest = closestName(name, valid);
  if (closest !== undefined) return `Did you mean "${closest}"?`;
  const more = valid.length > LISTED ? ` and ${valid.length - LISTED} more` : '';
  return `Choose one of: ${valid.slice(0, LISTED).join(', ')}${more}.`;
}

/** Counts the characters to add, remove or change to turn one name into the other (Levenshtein). */
function editDistance(one: string, other: string): number {
  let row = Array.from({ length: other.length + 1 }, (_, at) => at);
  for (const [at, left] of one.split('').entries()) {
    const next = [at + 1];
    for (const [to, right] of other.split('').entries()) {
      const changed = row[to]! + (left === right ? 0 : 1);
      next.push(Math.min(changed, row[to + 1]! + 1, next[to]! + 1));
    }
    row = next;
  }
  return row[other.length]!;
}
