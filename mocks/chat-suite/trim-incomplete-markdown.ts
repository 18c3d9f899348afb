import { linesOf, type MarkdownLine } from '../playwright/matchers/markdown-lines.ts';

/**
 * A growing markdown text without an end that a UI may hold back because its meaning is still open:
 * a link, an image, an entity, an address, marks on their own, a table's head.
 */
export function trimIncompleteMarkdown(markdown: string): string {
  const lines = linesOf(markdown);
  const first = lines.findLastIndex(({ kind }) => kind !== 'text') + 1;
  if (first === lines.length) return markdown;
  const tail = textOf(lines.slice(first));
  const found = [MARKS, LINK, DEFINITION, ENTITY, ADDRESS].map((each) => tail.search(each));
  const open = [...found, tableHead(tail)].filter((at) => at >= 0);
  const settled = tail.slice(0, Math.min(tail.length, ...open));
  return textOf([...lines.slice(0, first), { text: settled, kind: 'text' }]);
}

const START = String.raw`(?<=^|\n)[ \t>]*`;
/** A last line with the marks of an item or a task, and no word yet. */
const MARKS = new RegExp(
  String.raw`${START}(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)*(?:\d{1,9}[.)]?|[-*+]|\[[ xX]?\]?)?[ \t]*$`,
);
/** A link, an image or a reference, up to the end of its address. */
const LINK = /!?\[(?:[^[\]\n]|\[[^[\]\n]*\])*(?:\](?:\((?:[^()\n]|\([^()\n]*\)?)*|\[[^[\]\n]*)?)?$/;
/** What a reference leads to. That it leads anywhere is known by now. */
const DEFINITION = new RegExp(String.raw`(?<=${START}\[(?!\^)[^[\]\n]+\]:)[^\n]*$`);
const ENTITY = /&#?\w{0,31}$/;
const ADDRESS = /<(?:[a-z/!][^<>\n]*)?$/i;
/** A row, and what of the line that makes it a head has come. */
const TABLE_HEAD = new RegExp(String.raw`${START}\|[^\n]*(?:\n[ \t>|:-]*)*$`);

/** Where the head of a table begins that has no row yet, or -1. */
function tableHead(text: string): number {
  const at = text.search(TABLE_HEAD);
  const before = text.slice(0, Math.max(0, at - 1));
  return /(?:^|\n)[ \t>]*\|[^\n]*$/.test(before) ? -1 : at;
}

function textOf(lines: readonly MarkdownLine[]): string {
  return lines.map(({ text }) => text).join('\n');
}
