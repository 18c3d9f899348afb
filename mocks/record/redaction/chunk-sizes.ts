/** A range of bytes that has become longer or shorter. */
export interface ByteEdit {
  start: number;
  end: number;
  /** How many bytes there are now. */
  length: number;
}

/**
 * Adapts the sizes of network chunks to an edited body: borders stay between the same bytes. Those within
 * a replaced range stay within its replacement as far as that goes; chunks that are empty then are left
 * out. Undefined where the sizes were not those of the body.
 */
export function adaptChunkSizes(
  sizes: readonly number[],
  edits: readonly ByteEdit[],
  length: number,
): number[] | undefined {
  if (sizes.reduce((sum, size) => sum + size, 0) !== length) return undefined;
  const adapted: number[] = [];
  let border = 0;
  let last = 0;
  let moved = 0;
  let at = 0;
  for (const size of sizes) {
    border += size;
    while (edits[at] && edits[at]!.end <= border) {
      const { start, end, length: now } = edits[at]!;
      moved += now - (end - start);
      at += 1;
    }
    const edit = edits[at];
    const within = edit && edit.start < border ? border - edit.start : 0;
    const next = border + moved - within + Math.min(within, edit?.length ?? 0);
    if (next > last) adapted.push(next - last);
    last = Math.max(last, next);
  }
  return adapted;
}
