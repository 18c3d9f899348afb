import { parseMarkdownIntoBlocks } from 'streamdown';

/** Up to here a block is rendered as markdown: the parsers need time by the square of it. */
export const LONGEST = 50_000;
/** Limits the depth of quotes and lists: the parsers recurse for each. */
const DEEPEST = 100;
/** Limits the marks of emphasis, links and code in a line. */
const MOST_MARKS = 2000;
const MOST_CELLS = 100;

const TOO_DEEP = new RegExp(
  String.raw`^(?:[ \t]{${2 * DEEPEST},}|(?:[ \t]*(?:>|(?:[-*+]|\d{1,9}[.)])[ \t])){${DEEPEST}})`,
);

/**
 * Cuts markdown into blocks, each of them cheap to parse or plain (see `isPlain`). A model can write
 * what a parser does not survive: thousands of quotes in quotes, a line of a million marks.
 */
export function blocksOf(markdown: string): string[] {
  const blocks: string[] = [];
  let easy: string[] = [];
  const settle = (): void => {
    if (easy.length > 0) blocks.push(...parsed(easy.join('')));
    easy = [];
  };
  let fence = '';
  for (const line of markdown.split(/(?<=\n)/)) {
    fence = fenceAfter(fence, line);
    if (fence === '' && isTooMuch(line)) {
      const cut = cutCells(line);
      if (cut !== undefined) {
        easy.push(cut);
        continue;
      }
      settle();
      blocks.push(line);
    } else {
      easy.push(line);
    }
  }
  settle();
  return blocks;
}

/** Tells whether a block is shown as the text that it is. */
export function isPlain(block: string): boolean {
  return block.length > LONGEST || (isTooMuch(block) && !FENCE.test(block));
}

interface Code {
  language: string;
  text: string;
}

/** Returns the code of a block that is nothing but fenced code and large: it needs no parser. */
export function largeCode(block: string): Code | undefined {
  if (block.length < LARGE) return undefined;
  const [, , marks = '', info = ''] = FENCE.exec(block) ?? [];
  if (marks === '') return undefined;
  const lines = block.slice(block.indexOf('\n') + 1).trimEnd();
  const end = lines.lastIndexOf('\n') + 1;
  const closed = closes(marks, lines.slice(end));
  return {
    language: info.trim().split(/\s/, 1)[0] ?? '',
    text: closed ? lines.slice(0, end) : lines,
  };
}

/** Less code than this may as well go the common way. */
const LARGE = 5000;

const FENCE = /^( {0,3})(`{3,}|~{3,})([^`\n]*)\n/;

function parsed(markdown: string): string[] {
  try {
    return parseMarkdownIntoBlocks(markdown);
  } catch {
    // Makes one block of text that these rules do not foresee; it is plain if it fails again.
    return [markdown];
  }
}

function isTooMuch(line: string): boolean {
  if (line.length < 2 * DEEPEST && !line.startsWith('>')) return false;
  return line.length > LONGEST || TOO_DEEP.test(line) || marksOf(line) > MOST_MARKS || isWide(line);
}

function marksOf(line: string): number {
  let marks = 0;
  for (const character of line) if ('*_~`[]'.includes(character)) marks++;
  return marks;
}

/** Returns the fence that is open after a line. */
function fenceAfter(fence: string, line: string): string {
  if (fence !== '') return closes(fence, line) ? '' : fence;
  return /^[ \t>]{0,20}(`{3,}|~{3,})[^`\n]*$/.exec(line.trimEnd())?.[1] ?? '';
}

function closes(fence: string, line: string): boolean {
  const marks = line.trim();
  return marks.startsWith(fence) && marks === fence.charAt(0).repeat(marks.length);
}

function isWide(line: string): boolean {
  return /^[ \t]*\|/.test(line) && line.split(CELL, MOST_CELLS + 3).length > MOST_CELLS + 2;
}

const CELL = /(?<!\\)\|/;

/** Cuts a row of a table to its first cells, and a last one that says how many more there are. */
function cutCells(line: string): string | undefined {
  if (!isWide(line)) return undefined;
  const cells = line.trimEnd().split(CELL);
  const more = cells.length - MOST_CELLS - (cells.at(-1)?.trim() === '' ? 2 : 1);
  if (more <= 0) return undefined;
  const rule = cells.slice(1, MOST_CELLS + 1).every((cell) => /^\s*:?-+:?\s*$/.test(cell));
  const last = rule ? '-' : ` … ${more} more `;
  const end = line.endsWith('\n') ? '\n' : '';
  return `${cells.slice(0, MOST_CELLS + 1).join('|')}|${last}|${end}`;
}
