import { linesOf } from '../playwright/matchers/markdown-lines.ts';

/**
 * Cuts off the end of a growing markdown text that a UI may hold back while its meaning is open: a
 * link, an image, an entity, an address, marks without text, a table's head.
 */
export function trimIncompleteMarkdown(markdown: string): string {
  const lines = linesOf(markdown);
  const first = lines.findLastIndex(({ kind }) => kind !== 'text') + 1;
  if (first === lines.length) return markdown;
  const tail = textOf(lines.slice(first));
  const found = [MARKS, LINK, DEFINITION, ENTITY, ADDRESS].map((each) => tail.search(each));
  const incomplete = [...found, tableHead(tail)].filter((at) => at >= 0);
  const complete = tail.slice(0, Math.min(tail.length, ...incomplete));
  return textOf([...lines.slice(0, first), { text: complete }]);
}

const START = String.raw`(?<=^|\n)[ \t>]*`;
/** Matches a last line with the marks of an item or a task, and no text yet. */
const MARKS = new RegExp(
  String.raw`${START}(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)*(?:\d{1,9}[.)]?|[-*+]|\[[ xX]?\]?)?[ \t]*$`,
);
/** Matches a link, an image or a reference, up to the end of its address. */
const LINK = /!?\[(?:[^[\]\n]|\[[^[\]\n]*\])*(?:\](?:\((?:[^()\n]|\([^()\n]*\)?)*|\[[^[\]\n]*)?)?$/;
/** Matches the address in a definition. Its label is complete by then. */
const DEFINITION = new RegExp(String.raw`(?<=${START}\[(?!\^)[^[\]\n]+\]:)[^\n]*$`);
const ENTITY = /&#?\w{0,31}$/;
const ADDRESS = /<(?:[a-z/!][^<>\n]*)?$/i;
/** Matches a row, and as much as there is of the delimiter row that makes it a head. */
const TABLE_HEAD = new RegExp(String.raw`${START}\|[^\n]*(?:\n[ \t>|:-]*)*$`);

/** Finds where a table's head begins that has no row yet; -1 where there is none. */
function tableHead(text: string): number {
  const at = text.search(TABLE_HEAD);
  const before = text.slice(0, Math.max(0, at - 1));
  return /(?:^|\n)[ \t>]*\|[^\n]*$/.test(before) ? -1 : at;
}

function textOf(lines: readonly { text: string }[]): string {
  return lines.map(({ text }) => text).join('\n');
}
