/**
 * Cuts the end of a growing markdown text whose meaning is still open, so that nothing that is
 * shown is taken back later. `- ` may begin a list, `**` may be bold, `| a |` a table's head.
 */
export function trimUnstableMarkdown(markdown: string): string {
  if (isInFence(markdown)) return markdown.replace(MAYBE_FENCE, '$1');
  const open = [
    markdown.search(MARKS_ALONE),
    markdown.search(INLINE_END),
    markdown.search(LINK_END),
    tableHead(markdown),
  ].filter((at) => at >= 0);
  return markdown.slice(0, Math.min(markdown.length, ...open));
}

/** A last line that is nothing but the marks of a list, heading, quote, rule, fence or task. */
const MARKS_ALONE =
  /(?<=^|\n)[ \t>]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)*(?:[-+*_=#`~][-+*_=#`~ \t]*|\d{1,9}[.)]?|\[[ xX]?\]?)?[ \t]*$/;

/** Emphasis, code, an escape, an entity or an address that is still being written. */
const INLINE_END = /(?:(?<![^\s([])!|[*_~`\\]+|&#?\w{0,31}|<[^\s<>]*)$/;

/** A link or an image up to the end of its address. A bracket that stays open is let go. */
const LINK_END = /!?\[[^[\]\n]{0,60}(?:\](?:\((?:[^()\n]|\([^()\n]*\)?)*)?)?$/;

const MAYBE_FENCE = /(^|\n)[ \t>]*[`~]+[ \t]*$/;

function isInFence(markdown: string): boolean {
  let fence = '';
  for (const [, marks = '', info = ''] of markdown.matchAll(FENCE)) {
    if (fence === '') fence = marks;
    else if (marks.startsWith(fence) && info.trim() === '') fence = '';
  }
  return fence !== '';
}

const FENCE = /^[ \t>]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)*(`{3,}|~{3,})([^`\n]*)$/gm;

/** Finds the beginning of a row that may become a table's head, or -1. */
function tableHead(markdown: string): number {
  const found = TABLE_HEAD.exec(markdown);
  return found && !isRow(lineBefore(markdown, found.index)) ? found.index : -1;
}

/** One row, perhaps with the beginning of the line that would make it a head. */
const TABLE_HEAD = /(?<=^|\n)[ \t]*\|[^\n]*(?:\n[ \t|:-]*)?$/;

function lineBefore(markdown: string, at: number): string {
  return markdown.slice(markdown.lastIndexOf('\n', at - 2) + 1, Math.max(0, at - 1));
}

function isRow(line: string): boolean {
  return /^[ \t]*\|/.test(line);
}
