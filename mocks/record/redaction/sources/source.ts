/** What takes the place of a range. */
export interface Replacement {
  /** `''` removes the range. */
  text: string;
  /** Called once if the text is in the result: another replacement may have been there before. */
  placed?: () => void;
}

/**
 * A text whose ranges can be replaced in what it was read from. Texts are nested: the deltas of a
 * stream, joined; within them the strings of JSON; within one of those base64.
 */
export interface Source {
  readonly text: string;
  /** Replaces a range. What an earlier replacement covers stays; the rest of the range is removed. */
  replace(start: number, end: number, replacement: Replacement): void;
  /** Tells whether something in the range has been replaced. */
  isReplaced(start: number, end: number): boolean;
}

/** One replaced range, in the offsets of the text before. */
export interface Edit {
  start: number;
  end: number;
  replacement: Replacement;
}

/** An independent text, on which the others are based. */
export interface EditableText extends Source {
  /** In the order of the text; they do not overlap. */
  readonly edits: readonly Edit[];
  /** Returns the text with the replacements. */
  result(): string;
}

/** Makes a text that collects its replacements. */
export function editableText(text: string): EditableText {
  const edits: Edit[] = [];
  /** Finds the first edit that ends after this offset. */
  const firstAfter = (offset: number) => {
    let low = 0;
    let high = edits.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (edits[middle]!.end > offset) high = middle;
      else low = middle + 1;
    }
    return low;
  };
  return {
    text,
    edits,
    isReplaced: (start, end) => (edits[firstAfter(start)]?.start ?? Infinity) < end,
    replace(start, end, replacement) {
      let from = start;
      let at = firstAfter(start);
      while (from < end) {
        const next = edits[at];
        const to = Math.min(end, next?.start ?? Infinity);
        if (from < to) {
          // The placeholder of the earlier replacement stands beside what is removed here.
          edits.splice(at, 0, {
            start: from,
            end: to,
            replacement: from === start ? replacement : { text: '' },
          });
          at += 1;
        }
        from = Math.max(to, next?.end ?? to);
        at += 1;
      }
    },
    result() {
      const pieces: string[] = [];
      let from = 0;
      for (const { start, end, replacement } of edits) {
        pieces.push(text.slice(from, start), replacement.text);
        from = end;
      }
      return [...pieces, text.slice(from)].join('');
    },
  };
}

/** Makes the source of a range of another one. */
export function sliceOf(parent: Source, start: number, end: number): Source {
  return {
    text: parent.text.slice(start, end),
    replace: (from, to, replacement) => parent.replace(start + from, start + to, replacement),
    isReplaced: (from, to) => parent.isReplaced(start + from, start + to),
  };
}

/**
 * Joins sources to one text. The first piece of a replaced range gets the replacement, the others lose
 * their part of it.
 */
export function joined(pieces: readonly Source[], separator = ''): Source {
  const starts: number[] = [];
  let length = 0;
  for (const { text } of pieces) {
    starts.push(length);
    length += text.length + separator.length;
  }
  /** Yields the part of each piece that lies in the range. */
  function* partsOf(start: number, end: number) {
    let low = 0;
    let high = starts.length;
    while (low + 1 < high) {
      const middle = (low + high) >> 1;
      if (starts[middle]! <= start) low = middle;
      else high = middle;
    }
    for (let at = low; at < pieces.length && starts[at]! < end; at++) {
      const piece = pieces[at]!;
      const from = Math.max(0, start - starts[at]!);
      const to = Math.min(piece.text.length, end - starts[at]!);
      if (from < to) yield { piece, from, to };
    }
  }
  return {
    text: pieces.map(({ text }) => text).join(separator),
    replace(start, end, replacement) {
      let isFirst = true;
      for (const { piece, from, to } of partsOf(start, end)) {
        piece.replace(from, to, isFirst ? replacement : { text: '' });
        isFirst = false;
      }
    },
    isReplaced: (start, end) =>
      [...partsOf(start, end)].some(({ piece, from, to }) => piece.isReplaced(from, to)),
  };
}

/**
 * Makes one source of texts that each begin with the one before: a stream that repeats all of its text
 * in each event. A replaced range is replaced in each of them, as far as it has come.
 */
export function cumulative(texts: readonly Source[]): Source {
  const reached = (start: number) => texts.filter(({ text }) => text.length > start);
  return {
    text: texts.at(-1)?.text ?? '',
    replace(start, end, replacement) {
      for (const each of reached(start)) {
        each.replace(start, Math.min(end, each.text.length), replacement);
      }
    },
    isReplaced: (start, end) =>
      reached(start).some((each) => each.isReplaced(start, Math.min(end, each.text.length))),
  };
}

/** Where each character of a decoded text was: `starts[i]` to `starts[i + 1]`. */
export interface Decoded {
  text: string;
  starts: readonly number[];
}

/** Makes the source of a range that is written with escapes; they are decoded by `decode`. */
export function escaped(
  parent: Source,
  start: number,
  end: number,
  decode: (raw: string) => Decoded,
): Source {
  const { text, starts } = decode(parent.text.slice(start, end));
  const place = (at: number) => start + starts[at]!;
  return {
    text,
    replace: (from, to, replacement) => parent.replace(place(from), place(to), replacement),
    isReplaced: (from, to) => parent.isReplaced(place(from), place(to)),
  };
}

/** Decodes the escapes that a pattern matches, and keeps where they were. */
export function decodeEscapes(
  raw: string,
  pattern: RegExp,
  decode: (found: RegExpExecArray) => string,
): Decoded {
  const starts: number[] = [];
  const pieces: string[] = [];
  let from = 0;
  const keep = (to: number) => {
    for (let at = from; at < to; at++) starts.push(at);
    pieces.push(raw.slice(from, to));
  };
  for (const found of raw.matchAll(pattern)) {
    keep(found.index);
    const text = decode(found);
    for (let at = 0; at < text.length; at++) starts.push(found.index);
    pieces.push(text);
    from = found.index + found[0].length;
  }
  keep(raw.length);
  starts.push(raw.length);
  return { text: pieces.join(''), starts };
}
