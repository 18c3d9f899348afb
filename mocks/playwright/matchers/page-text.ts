import { quote } from '../../util/text.ts';
import type { VisibleLine } from './markdown-lines.ts';

export type PageText = ReturnType<typeof createPageText>;

/** Holds the text of a page, and what of it has been found, line after line. */
export function createPageText(shown: string) {
  const lower = shown.toLowerCase();
  const { text, offsets } = normalizeWithOffsets(lower);
  const found: [start: number, end: number][] = [];
  let position = 0;

  /** Gives what stands behind a letter or digit, before the next one. */
  function marksBehind(place: number): string {
    return lower.slice(offsets[place], offsets[place + 1]);
  }

  return {
    /** Where the next line is searched from, in the normalized text. */
    get position() {
      return position;
    },
    /** Passes over a line. Returns what is missing of it, if anything. */
    pass({ text: line, pattern, endMark }: VisibleLine): string | undefined {
      let lacksMark = false;
      pattern.lastIndex = position;
      for (let match = pattern.exec(text); match; match = pattern.exec(text)) {
        const end = pattern.lastIndex;
        if (!endMark || hasMark(marksBehind(end - 1), endMark)) {
          found.push([match.index, end]);
          position = end;
          return undefined;
        }
        lacksMark = true;
        pattern.lastIndex = match.index + 1;
      }
      return lacksMark ? `the ${quote(endMark!)} that ends ${quote(line)}` : quote(line);
    },
    /** Looks for a text of letters and digits alone. */
    has: (normalized: string, from: number) => text.includes(normalized, from),
    /** Gives the normalized text from a place on, with blanks where lines have been found. */
    restFrom(from: number): string {
      let rest = '';
      let at = from;
      for (const [start, end] of found) {
        if (start < at) continue;
        rest += `${text.slice(at, start)} `;
        at = end;
      }
      return rest + text.slice(at);
    },
  };
}

/** Looks for a mark among others; renderers may write three dots as one character. */
function hasMark(marks: string, mark: string): boolean {
  return marks.includes(mark) || (mark === '.' && marks.includes('…'));
}

/** Normalizes a text in lower case, with the offset behind each of its letters and digits. */
function normalizeWithOffsets(lower: string): { text: string; offsets: number[] } {
  let text = '';
  const offsets: number[] = [];
  for (const { 0: character, index } of lower.matchAll(/[\p{L}\p{N}]/gu)) {
    text += character;
    for (let unit = 0; unit < character.length; unit++) offsets.push(index + character.length);
  }
  return { text, offsets };
}
