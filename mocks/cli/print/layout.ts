import type { Paint } from '../terminal.ts';

/** How a description is printed. */
export interface PrintOptions {
  paint: Paint;
  /** In columns; Infinity where lines are not broken. */
  width: number;
}

/** Matches characters that take two columns: https://www.unicode.org/reports/tr11/ */
const WIDE =
  /[\u1100-\u115F\u2E80-\uA4CF\uAC00-\uD7A3\uF900-\uFAFF\uFE30-\uFE6F\uFF00-\uFF60\uFFE0-\uFFE6\u{1F300}-\u{1FAFF}\u{20000}-\u{3FFFD}]/u;
const NO_WIDTH = /[\u200B-\u200D]|\p{M}/u;

/** Lets no text become narrower than this, however narrow the terminal is. */
const NARROWEST = 20;

/** Counts the columns of a terminal that a text takes. */
export function widthOf(text: string): number {
  let width = 0;
  for (const char of text) width += NO_WIDTH.test(char) ? 0 : WIDE.test(char) ? 2 : 1;
  return width;
}

/**
 * Breaks each line of a text that is wider than `width` columns: between words, else within one. White
 * space at a break is dropped.
 */
export function wrap(text: string, width: number): string[] {
  const limit = Math.max(width, NARROWEST);
  return text
    .split('\n')
    .flatMap((line) => (widthOf(line) <= limit ? [line] : breakUp(line, limit)));
}

function breakUp(line: string, limit: number): string[] {
  const lines: string[] = [];
  let current = '';
  let used = 0;
  const end = () => {
    lines.push(current.trimEnd());
    current = '';
    used = 0;
  };
  for (const word of line.split(/(?<=\s)(?=\S)/u)) {
    if (used > 0 && used + widthOf(word.trimEnd()) > limit) end();
    for (const char of word) {
      const width = widthOf(char);
      if (used + width > limit) {
        if (char.trim() === '') continue;
        end();
      }
      current += char;
      used += width;
    }
  }
  end();
  return lines;
}

/**
 * Puts cells under one another, two spaces between columns. The last column is not filled up; it is
 * wrapped where a row is wider than `width`.
 */
export function table(rows: readonly (readonly string[])[], width = Infinity): string[] {
  const widths: number[] = [];
  for (const row of rows) {
    for (const [at, cell] of row.entries()) {
      widths[at] = Math.max(widths[at] ?? 0, widthOf(cell));
    }
  }
  const lastAt = widths.slice(0, -1).reduce((sum, each) => sum + each + 2, 0);
  return rows.flatMap((row) => {
    const cells = row.map((cell, at) => cell + ' '.repeat(widths[at]! - widthOf(cell)));
    const begin = cells.slice(0, -1).map((cell) => `${cell}  `);
    return wrap(cells.at(-1)!.trimEnd(), width - lastAt).map((line, at) =>
      `${at === 0 ? begin.join('') : ' '.repeat(lastAt)}${line}`.trimEnd(),
    );
  });
}
